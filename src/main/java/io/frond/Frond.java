package io.frond;

import io.frond.cli.Cli;
import io.frond.cli.Program;

/** The entry point. */
public final class Frond {
    private Frond() {}

    public static void main(String... args) {
        System.exit(Cli.run(Frond::program, args));
    }

    private static Program program() {
        throw new IllegalStateException("the wiring is not there yet");
    }
}
