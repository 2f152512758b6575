package io.frond.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Layout;
import io.frond.config.LogConfig;
import io.frond.model.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Where log lines go and how they look. Everything leaves by one {@link LogWriter}, so that a terminal or a pipe that does
 * not read holds up no event loop.
 */
public final class Logs implements AutoCloseable {
    /** Told at every start that an incubating Java module is missing, which nobody can do anything about. */
    private static final java.util.logging.Logger LUCENE =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private final LoggerContext context;
    private final LogWriter writer;
    private final Recent recent = new Recent();

    private Logs(LoggerContext context, OutputStream out) {
        this.context = context;
        var own = context.getLogger(Logs.class);
        this.writer = LogWriter.to(
                out, Clock.system(), lost -> own.warn("{} lines were dropped: nobody read them in time", lost));
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
        var logs = new Logs(context, out);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(config.level(), Level.INFO));
        root.addAppender(logs.appender(pretty(config, terminal) ? new PrettyLayout() : new JsonLayout()));
        root.addAppender(logs.started(logs.recent));
        context.getLogger("io.netty").setLevel(Level.WARN);
        // tell of every oddity of a file; whoever reads it tells what became of it
        context.getLogger("org.apache.pdfbox").setLevel(Level.OFF);
        context.getLogger("org.apache.fontbox").setLevel(Level.OFF);
        // tells of each lost connection; the link tells of the outage, once
        context.getLogger("io.vertx.redis").setLevel(Level.OFF);
        return logs;
    }

    private Appender<ILoggingEvent> appender(Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        return started(new LogAppender(writer, layout));
    }

    private Appender<ILoggingEvent> started(Appender<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /** Lines that go to a file of their own, behind those it holds; written out within milliseconds. */
    public LogWriter appending(Path file) throws IOException {
        var own = context.getLogger(Logs.class);
        var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return LogWriter.to(out, Clock.system(), lost -> own.warn("{} lines of {} were dropped", lost, file));
    }

    /** The program's last lines as JSON, oldest first, keys taken out. Lines that brought their own form are not among them. */
    public List<String> recent() {
        return recent.lines();
    }

    /** For lines that bring their own form: they go out among the others, in their order. */
    public LogWriter writer() {
        return writer;
    }

    /** Writes what is queued, for a second at most, and ends logging. */
    @Override
    public void close() {
        context.stop();
    }
}
