package io.frond.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The command line: verbs, and from what happens to an exit code. */
public final class Cli {
    private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

    private final Desk desk;

    Cli(Desk desk) {
        this.desk = desk;
    }

    /**
     * Runs one verb to its end, on the calling thread.
     *
     * @param program called when a verb needs it, at most once
     * @return what the process should exit with
     */
    public static int run(Supplier<Program> program, String... args) {
        return new Cli(new Desk(
                        program,
                        printer(System.out),
                        printer(System.err),
                        System.getenv(),
                        Path.of(""),
                        new JvmSignals()))
                .run(args);
    }

    int run(String... args) {
        var line = commandLine();
        if (args.length == 0) {
            line.usage(desk.err());
            return Exit.USAGE.code();
        }
        return line.execute(args);
    }

    private CommandLine commandLine() {
        return new CommandLine(new Top())
                .addSubcommand(new DemoVerb(desk))
                .addSubcommand(new ServeVerb(desk))
                .addSubcommand(new ValidateVerb(desk))
                .addSubcommand(new ExplainVerb(desk))
                .addSubcommand(new IndexVerb(desk))
                .addSubcommand(new TuneVerb(desk))
                .addSubcommand(new CommandLine(new KeysVerb())
                        .addSubcommand(new KeysVerb.New(desk))
                        .addSubcommand(new KeysVerb.Listing(desk))
                        .addSubcommand(new KeysVerb.Revoke(desk)))
                .addSubcommand(new SchemaVerb(desk))
                .addSubcommand(new VersionVerb(desk))
                .setUsageHelpWidth(100)
                .setOut(desk.out())
                .setErr(desk.err())
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    private int failed(Exception failure) {
        var known = failure instanceof Failure ours ? ours : network(failure);
        if (known == null) {
            LOG.error("Frond made a mistake", failure);
            return Exit.BUG.code();
        }
        desk.err().println(known.getMessage());
        desk.err().flush();
        return known.exit().code();
    }

    private static @Nullable Failure network(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof BindException
                        || cause instanceof ConnectException
                        || cause instanceof UnknownHostException)
                .findFirst()
                .map(cause -> Failure.unreachable("Cannot reach: " + cause.getMessage()))
                .orElse(null);
    }

    private static PrintWriter printer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }
}
