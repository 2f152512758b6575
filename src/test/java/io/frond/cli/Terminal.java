package io.frond.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A command line in front of a fake program: what is typed, what is printed, which signals come. */
final class Terminal {
    final FakeProgram program = new FakeProgram();
    final Map<String, String> env = new HashMap<>();
    final Map<String, Runnable> signals = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path here;
    private Runnable onceRunning = () -> {};
    int programsMade;

    Terminal(Path here) {
        this.here = here;
    }

    /** What happens once the verb has said how it reacts to signals. */
    void then(Runnable events) {
        onceRunning = events;
    }

    void signal(String name) {
        Objects.requireNonNull(signals.get(name), name).run();
    }

    int type(String... args) {
        return new Cli(desk()).run(args);
    }

    Desk desk() {
        return new Desk(this::make, new PrintWriter(out), new PrintWriter(err), env, here, this::installed);
    }

    private Program make() {
        programsMade++;
        return program;
    }

    private void installed(String name, Runnable reaction) {
        signals.put(name, reaction);
        if (signals.size() == 3) {
            onceRunning.run();
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
