package io.frond.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", header = "Print the versions of Frond and of the Java under it.", description = "")
final class VersionVerb implements Callable<Integer> {
    private final Desk desk;

    VersionVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var frond =
                Objects.requireNonNullElse(Cli.class.getPackage().getImplementationVersion(), "of this source tree");
        desk.say("Frond " + frond + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch"));
        return Exit.OK.code();
    }
}
