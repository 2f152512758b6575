package io.frond.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        header = "Tell how a question would be answered, and why.",
        description = {
            "Probability of each route, the choice and its reasons, the passages found. No model is called.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = "  frond explain \"How long may I return a jacket?\" --tenant acme --config frond.yaml")
final class ExplainVerb implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "QUESTION", description = "What the user asks.")
    String question = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "Decide for this tenant.")
    @Nullable
    String tenant;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration. Found as by serve.")
    @Nullable
    Path file;

    @Mixin
    final SetupOptions setup = new SetupOptions();

    ExplainVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        if (question.isBlank()) {
            throw Failure.usage("The question is empty.");
        }
        var found = setup.find(desk, file);
        desk.say(MainThread.await(desk.program().get().explain(found, question, tenant)));
        return Exit.OK.code();
    }
}
