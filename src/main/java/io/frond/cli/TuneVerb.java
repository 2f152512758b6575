package io.frond.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tune",
        header = "Find better settings for the search of a knowledge.",
        description = {
            "Asks questions whose answers are known with other values of dense, top_k and min_score,",
            "and prints the change of the configuration that is significantly better, if there is one.",
            "Nothing is changed, no model is called.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  frond tune policies --questions questions.jsonl --config frond.yaml",
            "  frond tune policies --chunks",
            "",
            "A line of the questions: {\"question\": \"May I keep it?\", \"documents\": [\"returns.md\"]}"
        })
final class TuneVerb implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "KNOWLEDGE", description = "Which one.")
    String knowledge = "";

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Questions with the documents that answer them. Without it they are made from the documents.")
    @Nullable
    Path questions;

    @Option(names = "--chunks", description = "Try other sizes of chunks too. Embeds all documents once for each.")
    boolean chunks;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration. Found as by serve.")
    @Nullable
    Path file;

    TuneVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var setup = new SetupOptions().find(desk, file);
        var bar = new Bar(desk);
        var trying = new Program.Trying(knowledge, questions, chunks);
        var told = MainThread.await(
                desk.program().get().tune(setup, trying, stage -> bar.show(stage.done(), stage.of(), stage.what())));
        bar.clear();
        desk.say(told);
        return Exit.OK.code();
    }
}
