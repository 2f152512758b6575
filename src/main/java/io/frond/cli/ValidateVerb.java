package io.frond.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        header = "List every fault of a configuration, with its place.",
        description = {"Reads as serve would, and starts nothing.", ""})
final class ValidateVerb implements Callable<Integer> {
    private final Desk desk;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Each is read for itself.")
    List<Path> files = List.of();

    ValidateVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var program = desk.program().get();
        var exit = Exit.OK;
        for (Path file : files) {
            if (!valid(program, file)) {
                exit = Exit.CONFIG;
            }
        }
        return exit.code();
    }

    private boolean valid(Program program, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw Failure.config(file + ": there is no such file.");
            }
            desk.say(file + ": " + program.validate(file));
            return true;
        } catch (Failure failure) {
            if (failure.exit() != Exit.CONFIG) {
                throw failure;
            }
            desk.err().println(failure.getMessage());
            desk.err().flush();
            return false;
        }
    }
}
