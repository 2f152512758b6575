package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.cli.Failure;
import io.frond.cli.Program.Stage;
import io.frond.cli.Program.Trying;
import io.frond.cli.Setup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code frond tune} over the policies of the demo, with the built-in embedder. */
class TuneTest {
    private static final Map<String, List<String>> QUESTIONS = Map.of(
            "returns.md",
            List.of(
                    "How long do I have to return a jacket?",
                    "Can I send headphones back after two weeks?",
                    "When is the money refunded?",
                    "May food be brought back?"),
            "travel.md",
            List.of(
                    "Who approves a business trip abroad?",
                    "How much may a hotel cost?",
                    "May I fly business class?",
                    "Which train class may I take?"),
            "expenses.md",
            List.of(
                    "How do I claim expenses without a receipt?",
                    "How much can we spend on dinner with a customer?",
                    "Until when must expenses be handed in?",
                    "What is my training budget?"),
            "security.md",
            List.of(
                    "How long must a password be?",
                    "Whom do I call when my laptop was stolen?",
                    "What should I do with a phishing mail?",
                    "How do visitors get in?"),
            "leave.md",
            List.of(
                    "How many holidays do I have per year?",
                    "When do I need a doctor's note?",
                    "How much parental leave is there?",
                    "Do I get a day off for moving house?"),
            "remote-work.md",
            List.of(
                    "How many days a week may I work from home?",
                    "Can I work from Spain for a month?",
                    "Does the company pay for a desk at home?",
                    "May I work from home in my first weeks?"));

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<Stage> told = new ConcurrentLinkedQueue<>();

    @Test
    void aThresholdThatTurnsAlmostEverythingAwayIsFoundAndTheChangeIsTold() throws Exception {
        var config = config("    search:\n      min_score: 97%   # planted\n");
        var text = tune(new Trying("policies", questions(), false), config);
        assertThat(text)
                .contains("policies: 6 documents, ")
                .contains("24 questions of " + folder)
                .contains("Recommended:\n--- " + config)
                .containsPattern("(?m)^-      min_score: 97%   # planted\n\\+      min_score: [0-9]+%   # planted$")
                .contains("No question here has \"documents\": []");
        assertThat(told).extracting(Stage::what).contains("questions").anyMatch(what -> what.contains("embedded"));
        assertThat(told).contains(new Stage(24, 24, "questions"));

        var applied = Files.writeString(
                config, Files.readString(config).replaceAll("min_score: 97%", "min_score: " + proposed(text)));
        assertThat(tune(new Trying("policies", questions(), false), applied))
                .contains("Nothing is recommended: no other");
    }

    @Test
    void otherSizesOfChunksAreTriedByGeneratedQuestionsWhichAreCalledSo() throws Exception {
        var text = tune(new Trying("policies", null, true), config(""));
        assertThat(text).contains("1232 settings tried").contains("questions generated from the documents");
        assertThat(told)
                .extracting(Stage::what)
                .contains("chunks of 200 tokens embedded", "chunks of 600 tokens embedded");
    }

    @Test
    void whatCannotBeTunedIsToldToItsUser() throws Exception {
        var config = config("");
        var none = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> tune(new Trying("policies", none, false), config))
                .hasRootCauseInstanceOf(Failure.class)
                .hasMessageContaining("--questions: " + none + ": there is no such file");
        assertThatThrownBy(() -> tune(new Trying("others", null, false), config))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("No knowledge is named others. The configuration has policies.");
    }

    private static String proposed(String text) {
        return text.replaceAll("(?s).*\\n\\+      min_score: ([0-9]+%).*", "$1");
    }

    private String tune(Trying trying, Path config) throws Exception {
        return new FrondProgram(Path.of(""), Map.<String, String>of()::get, false)
                .tune(new Setup.File(config), trying, told::add)
                .toCompletionStage()
                .toCompletableFuture()
                .get(120, TimeUnit.SECONDS);
    }

    private Path config(String search) throws IOException {
        var policies = Path.of("conf/demo/policies").toAbsolutePath();
        return Files.writeString(folder.resolve("frond.yaml"), """
                backends:
                  general:
                    url: http://127.0.0.1:9/v1
                knowledge:
                  policies:
                    source: %s
                """.formatted(policies) + search);
    }

    private Path questions() throws IOException {
        return Files.writeString(
                folder.resolve("questions.jsonl"),
                QUESTIONS.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream().map(text -> line(text, entry.getKey())))
                        .collect(Collectors.joining("\n")));
    }

    private static String line(String question, String document) {
        return new JsonObject()
                .put("question", question)
                .put("documents", JsonArray.of(document))
                .encode();
    }
}
