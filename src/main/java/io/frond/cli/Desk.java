package io.frond.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a verb sits: what it may use and where it speaks.
 *
 * @param program made when a verb first needs it, so that {@code --help} costs nothing
 * @param env the environment's variables
 * @param here the folder in which a configuration is looked for
 */
record Desk(
        Supplier<Program> program,
        PrintWriter out,
        PrintWriter err,
        Map<String, String> env,
        Path here,
        Signals signals) {

    void say(String text) {
        out.println(text);
        out.flush();
    }

    /** Runs until it is told to end. */
    Integer attend(Program.Running running) {
        var end = Vigil.over(running, signals);
        say(running.greeting());
        return MainThread.await(end).code();
    }
}
