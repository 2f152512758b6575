package io.frond.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails whichever test was running when an event loop stood still for 100 ms or a pooled buffer leaked. Registered for
 * every test of the project. A standstill of a thread that the machine did not let run is not held against the code.
 *
 * <p>A leak shows when the garbage collector finds the buffer, so it is sent to look behind each class; what leaked in
 * a test's last moments fails the class.
 */
public final class NoBlockedThreads implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final List<String> WATCHED =
            List.of("io.vertx.core.impl.BlockedThreadChecker", "io.netty.util.ResourceLeakDetector");
    private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final Pattern BLOCKED = Pattern.compile("Thread (\\S+) has been blocked for (\\d+) ms");
    private static final int FRAMES = 30;
    private static final RunningTime RUNNING = RunningTime.watch();
    private static boolean listening;

    @Override
    public void beforeAll(ExtensionContext context) {
        listen();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Leaks.look();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        afterEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var complaints = new ArrayList<>(SEEN);
        SEEN.clear();
        assertThat(complaints)
                .as("blocked event loops and leaked buffers during this test")
                .isEmpty();
    }

    private static synchronized void listen() {
        if (listening) {
            return;
        }
        listening = true;
        WarmUp.overLoopback();
        watch();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addListener(new Again());
    }

    private static void watch() {
        for (String name : WATCHED) {
            var appender = new Complaints();
            appender.start();
            var logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.WARN);
            logger.addAppender(appender);
        }
    }

    /** A program under test sets logging up anew; it is watched all the same. */
    private static final class Again implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            watch();
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }

    private static final class Complaints extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            var message = event.getFormattedMessage();
            if (event.getLevel().isGreaterOrEqual(Level.WARN)
                    && !message.contains("vert.x-worker")
                    && !starved(message)) {
                SEEN.add(message + where(event));
            }
        }

        private static String where(ILoggingEvent event) {
            var stack = event.getThrowableProxy();
            return stack == null
                    ? ""
                    : Arrays.stream(stack.getStackTraceElementProxyArray())
                            .limit(FRAMES)
                            .map(frame -> "\n    " + frame.getSTEAsString())
                            .collect(Collectors.joining());
        }

        private static boolean starved(String message) {
            var blocked = BLOCKED.matcher(message);
            return blocked.find() && RUNNING.starved(blocked.group(1), Long.parseLong(blocked.group(2)));
        }
    }
}
