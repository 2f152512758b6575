package io.frond;

import ch.qos.logback.classic.LoggerContext;
import io.frond.cli.Cli;
import io.frond.cli.Program;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The entry point. The property {@code frond.home} names the folder in which {@code conf} lies; default is here. The launcher
 * sets it, and {@code frond.terminal} where standard output is one.
 */
public final class Frond {
    private Frond() {}

    public static void main(String... args) {
        int exit = Cli.run(Frond::program, args);
        endLogging();
        System.exit(exit);
    }

    /** Lines wait in a queue for a thread of their own, which would die with the process: the last tell why it ended. */
    private static void endLogging() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static Program program() {
        return new FrondProgram(
                Path.of(System.getProperty("frond.home", "")), System::getenv, Boolean.getBoolean("frond.terminal"));
    }
}
