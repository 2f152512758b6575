package io.frond.observe;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.frond.config.LogConfig;
import java.io.OutputStream;

/**
 * Where log lines go and how they look. Everything goes through one queue to one thread, so that a terminal or a pipe
 * that does not read holds up no event loop; when the queue is full, lines are dropped.
 */
public final class Logs implements AutoCloseable {
    private static final int QUEUE = 8192;

    /** Told at every start that an incubating Java module is missing, which nobody can do anything about. */
    private static final java.util.logging.Logger LUCENE =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private final LoggerContext context;

    private Logs(LoggerContext context) {
        this.context = context;
    }

    /** Whether lines are to be for people: asked for, or {@code auto} on a terminal. */
    public static boolean pretty(LogConfig config, boolean terminal) {
        return config.format().equals("pretty") || (config.format().equals("auto") && terminal);
    }

    /**
     * Replaces whatever was set up.
     *
     * @param context {@code (LoggerContext) LoggerFactory.getILoggerFactory()} outside tests
     * @param out standard output outside tests; not closed
     */
    public static Logs to(LoggerContext context, OutputStream out, LogConfig config, boolean terminal) {
        context.reset();
        LUCENE.setLevel(java.util.logging.Level.SEVERE);
        var logs = new Logs(context);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(config.level(), Level.INFO));
        var layout = pretty(config, terminal) ? new PrettyLayout() : new JsonLayout();
        root.addAppender(logs.queued(out, new AccessOrLog(layout)));
        context.getLogger(AccessOrLog.ACCESS).setLevel(Level.INFO);
        context.getLogger("io.netty").setLevel(Level.WARN);
        return logs;
    }

    private Appender<ILoggingEvent> queued(OutputStream out, Layout<ILoggingEvent> layout) {
        var writer = new OutputStreamAppender<ILoggingEvent>();
        writer.setContext(context);
        writer.setEncoder(encoder(layout));
        writer.setOutputStream(new Unclosed(out));
        writer.start();
        var queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(writer);
        queue.start();
        return queue;
    }

    private LayoutWrappingEncoder<ILoggingEvent> encoder(Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /** Writes what is queued, for a second at most, and ends logging. */
    @Override
    public void close() {
        context.stop();
    }
}
