package io.frond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir
    private Path here;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(here);
    }

    @Test
    void helpNamesEveryVerbAndExitCodeAndStartsNothing() {
        assertThat(terminal.type("--help")).isZero();
        assertThat(terminal.out())
                .contains("demo", "serve", "validate", "explain", "keys", "schema", "version")
                .containsPattern("0 +done")
                .containsPattern("1 +the configuration is wrong")
                .containsPattern("2 +the command line is wrong")
                .containsPattern("3 +a port is taken");
        assertThat(terminal.programsMade).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "serve", "validate", "explain", "index", "tune", "keys", "schema", "version"})
    void everyVerbHasHelpThatFitsATerminal(String verb) {
        assertThat(terminal.type(verb, "--help")).isZero();
        assertThat(terminal.out()).contains("Usage: frond " + verb);
        assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void noVerbShowsTheHelpAndIsAUsageError() {
        assertThat(terminal.type()).isEqualTo(2);
        assertThat(terminal.err()).contains("Usage: frond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serv", "--nonsense", "validate", "explain", "keys", "keys new", "keys revoke"})
    void aWrongCommandLineIsAUsageError(String line) {
        assertThat(terminal.type(line.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).isNotBlank();
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void aMistypedVerbNamesTheNearest() {
        assertThat(terminal.type("serv")).isEqualTo(2);
        assertThat(terminal.err()).contains("Did you mean").contains("serve");
    }

    @Test
    void aTakenPortEndsWithThreeAndSaysSo() {
        terminal.program.broken =
                new IllegalStateException("start failed", new BindException("Address already in use: 8080"));
        assertThat(terminal.type("demo")).isEqualTo(3);
        assertThat(terminal.err()).contains("Address already in use: 8080").doesNotContain("\tat ");
    }

    @Test
    void whatTheProgramCannotReachEndsWithThree() {
        terminal.program.broken = Failure.unreachable("Redis at localhost:6379 does not answer.");
        assertThat(terminal.type("demo")).isEqualTo(3);
        assertThat(terminal.err()).isEqualToIgnoringNewLines("Redis at localhost:6379 does not answer.");
    }

    @Test
    void aFaultyConfigurationEndsWithOneAndTheReport() {
        terminal.program.broken = Failure.config("frond.yaml:3:5 routes.faq: nothing there.\n\n1 fault.");
        assertThat(terminal.type("serve", "--backend", "http://localhost:1/v1")).isEqualTo(1);
        assertThat(terminal.err()).contains("frond.yaml:3:5").contains("1 fault.");
    }

    @Test
    void whatNobodyForesawEndsWithSeventy() {
        terminal.program.broken = new IllegalStateException("planted");
        assertThat(terminal.type("demo")).isEqualTo(70);
        assertThat(terminal.err()).doesNotContain("planted");
    }

    @Test
    void validateListsTheFaultsOfEveryFile() throws IOException {
        var good = Files.createFile(here.resolve("good.yaml"));
        var bad = Files.createFile(here.resolve("bad.yaml"));
        terminal.program.faulty.put(bad, Failure.config("bad.yaml:1:1 serve: unknown key."));
        var missing = here.resolve("missing.yaml");
        assertThat(terminal.type("validate", missing.toString(), bad.toString(), good.toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("missing.yaml: there is no such file.", "bad.yaml:1:1");
        assertThat(terminal.out()).contains("good.yaml: 2 backends, 3 routes");
        assertThat(terminal.type("validate", good.toString())).isZero();
    }

    @Test
    void explainPrintsTheDecision() {
        terminal.env.put("OPENAI_BASE_URL", "http://localhost:1/v1");
        assertThat(terminal.type("explain", "How long?", "--tenant", "acme")).isZero();
        assertThat(terminal.program.asked).singleElement().asString().endsWith("How long? for acme");
        assertThat(terminal.out()).contains("policy 0.93");
    }

    @Test
    void explainWantsAQuestion() {
        assertThat(terminal.type("explain", " ")).isEqualTo(2);
        assertThat(terminal.err()).contains("The question is empty.");
    }

    @Test
    void indexTellsOfEachKnowledgeAndOfDocumentsThatCannotBeRead() {
        terminal.env.put("OPENAI_BASE_URL", "http://localhost:1/v1");
        terminal.program.known.add(known("good", 0));
        assertThat(terminal.type("index")).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("good: 3 documents, 7 chunks, 0 failed");
        assertThat(terminal.err()).contains("[########################] 3 of 3 documents, 0 failed");

        terminal.program.known.add(known("bad", 1));
        assertThat(terminal.type("index", "bad")).isEqualTo(1);
        assertThat(terminal.program.asked).last().asString().endsWith(" bad");
        assertThat(terminal.out()).contains("bad: 3 documents, 7 chunks, 1 failed", "  a.pdf: it needs a password");
    }

    @Test
    void tuneShowsHowFarItIsAndThenWhatCameOut() {
        terminal.env.put("OPENAI_BASE_URL", "http://localhost:1/v1");
        assertThat(terminal.type("tune", "policies", "--questions", "asked.jsonl"))
                .isZero();
        assertThat(terminal.program.asked)
                .last()
                .asString()
                .contains("knowledge=policies")
                .contains("asked.jsonl")
                .contains("chunks=false");
        assertThat(terminal.err()).contains("[######------------------] 1 of 4 questions");
        assertThat(terminal.out()).isEqualToIgnoringNewLines("Nothing is recommended.");
        assertThat(terminal.type("tune")).isEqualTo(2);
    }

    @Test
    void indexAsksARunningFrond() {
        terminal.program.answer = known("a/b", 1);
        assertThat(terminal.type("index", "a/b", "--at", "http://localhost:8081"))
                .isEqualTo(1);
        assertThat(terminal.program.asked)
                .last()
                .asString()
                .startsWith("GET http://localhost:8081/admin/v1/knowledge/a%2Fb");
        assertThat(terminal.type("index", "--at", "http://localhost:8081", "--config", "x"))
                .isEqualTo(2);
    }

    private static JsonObject known(String name, int failed) {
        var failures = new JsonArray();
        if (failed > 0) {
            failures.add(new JsonObject().put("document", "a.pdf").put("reason", "it needs a password"));
        }
        return new JsonObject()
                .put("name", name)
                .put("documents", 3)
                .put("chunks", 7)
                .put("failed", failed)
                .put("waiting", 0)
                .put("flagged", 0)
                .put("failures", failures);
    }

    @Test
    void aNewKeyIsShownWithTheLinesForTheConfiguration() {
        assertThat(terminal.type("keys", "new", "acme", "--name", "web")).isZero();
        assertThat(terminal.out())
                .contains("  fk-secret")
                .contains("  acme:\n    keys:\n      - { name: web, hash: \"sha256:00ff\" }");
    }

    @Test
    void aRunningFrondIsAskedForAKeyThatItKeeps() {
        terminal.program.answer = new JsonObject().put("id", "00ff").put("key", "fk-issued");
        assertThat(terminal.type(
                        "keys",
                        "new",
                        "acme",
                        "--at",
                        "http://127.0.0.1:9",
                        "--scopes",
                        "chat,models",
                        "--overlap",
                        "24h"))
                .isZero();
        assertThat(terminal.program.asked)
                .containsExactly("POST http://127.0.0.1:9/admin/v1/keys "
                        + "{\"tenant\":\"acme\",\"name\":\"main\",\"scopes\":[\"chat\",\"models\"],"
                        + "\"overlap_seconds\":86400}");
        assertThat(terminal.out()).contains("  fk-issued").doesNotContain("hash");
    }

    @Test
    void aKeyGetsLimitsOfItsOwn() {
        terminal.program.answer = new JsonObject().put("id", "00ff").put("key", "fk-issued");
        var limits = "rpm=60,usd_per_day=0.5";
        assertThat(terminal.type("keys", "new", "acme", "--limit", limits)).isZero();
        assertThat(terminal.out()).contains("hash: \"sha256:00ff\", limits: { rpm: 60, usd_per_day: 0.5 } }");
        assertThat(terminal.type("keys", "new", "acme", "--limit", limits, "--at", "http://127.0.0.1:9"))
                .isZero();
        assertThat(terminal.program.asked.get(0)).endsWith("\"limits\":{\"rpm\":\"60\",\"usd_per_day\":\"0.5\"}}");
        for (var wrong : new String[] {"rpm", "rpm=", "rpm=a b", "rpm=1 }", "r-p=1"}) {
            assertThat(terminal.type("keys", "new", "acme", "--limit", wrong))
                    .as(wrong)
                    .isEqualTo(2);
        }
    }

    @Test
    void aRunningFrondIsAskedToListAndRevoke() {
        terminal.program.answer = new JsonObject("{\"keys\":[{\"id\":\"0123456789ab\",\"tenant\":\"acme\","
                + "\"name\":\"web\",\"source\":\"runtime\",\"scopes\":[\"chat\"]},{\"tenant\":\"other\"}]}");
        assertThat(terminal.type("keys", "list", "--tenant", "acme")).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("0123456789ab  acme/web  runtime  lasts  chat");
        assertThat(terminal.type("keys", "revoke", "0123456789ab")).isZero();
        assertThat(terminal.type("keys", "revoke", "../config")).isEqualTo(2);
        assertThat(terminal.program.asked)
                .containsExactly(
                        "GET http://127.0.0.1:8081/admin/v1/keys null",
                        "DELETE http://127.0.0.1:8081/admin/v1/keys/0123456789ab null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b", "", "-x-", "ümlaut", "a}"})
    void aTenantThatWouldBreakTheFileIsRefused(String tenant) {
        assertThat(terminal.type("keys", "new", tenant)).isEqualTo(2);
        assertThat(terminal.out()).doesNotContain("fk-secret");
    }

    @Test
    void schemaGoesToStandardOutputAlone() {
        assertThat(terminal.type("schema")).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("{\"type\": \"object\"}");
    }

    @Test
    void versionNamesTheJava() {
        assertThat(terminal.type("version")).isZero();
        assertThat(terminal.out())
                .startsWith("Frond ")
                .contains("Java " + Runtime.version().feature());
        assertThat(terminal.programsMade).isZero();
    }
}
