package io.frond;

import io.frond.cli.Cli;
import io.frond.cli.Program;
import java.nio.file.Path;

/**
 * The entry point. The property {@code frond.home} names the folder in which {@code conf} lies; default is here. The launcher
 * sets it, and {@code frond.terminal} where standard output is one.
 */
public final class Frond {
    private Frond() {}

    public static void main(String... args) {
        System.exit(Cli.run(Frond::program, args));
    }

    private static Program program() {
        return new FrondProgram(
                Path.of(System.getProperty("frond.home", "")), System::getenv, Boolean.getBoolean("frond.terminal"));
    }
}
