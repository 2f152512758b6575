package io.frond;

import static io.frond.testing.Client.header;
import static io.frond.testing.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents change under a running Frond: from the save to the answer of a model, through cache and tenants. */
class FreshKnowledgeTest {
    private static final String QUESTION = "How long may I return goods?";
    private static final String YAML = """
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            backends: { tuned: { url: "${ONE}", kind: fine-tuned } }
            knowledge: { policies: { source: ./policies, search: { dense: 0, min_score: 0 }%s } }
            routes: { policy: { to: tuned, with: policies } }
            cache: { ttl: 1h }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
              alone: { keys: [{ name: k, hash: "${ALONE}" }] }
            """;

    @TempDir
    Path folder;

    private Path document;
    private RunningProgram program;
    private Client many;
    private Client alone;

    @BeforeEach
    void start() throws IOException {
        document = Files.createDirectory(folder.resolve("policies")).resolve("returns.md");
        Files.writeString(document, "# Return goods\n\nthirty days\n");
        program = new RunningProgram(YAML.formatted(""), folder);
        program.both(answer());
        many = new Client(URI.create("http://127.0.0.1:" + program.port()), "many");
        alone = many.as("alone");
    }

    @AfterEach
    void stop() {
        many.close();
        alone.close();
        program.close();
    }

    @Test
    void anEditIsAnsweredFromWithinTwoSecondsThoughTheOldAnswerWasKept() throws IOException {
        assertThat(header(ask(many), "cache-status")).doesNotContain("hit");
        assertThat(header(ask(many), "cache-status")).contains("hit");
        Files.writeString(document, "# Return goods\n\nninety days\n");
        Eventually.within(Duration.ofSeconds(2), () -> {
            assertThat(header(ask(many), "x-frond-sources")).isEqualTo("returns.md");
            assertThat(lastSent()).contains("ninety days").doesNotContain("thirty days");
        });
        assertThat(header(ask(many), "cache-status")).contains("hit");
    }

    @Test
    void aDeletedDocumentIsInNoAnswerOfAnyTenant() throws IOException {
        for (var client : new Client[] {many, alone, many, alone}) {
            assertThat(header(ask(client), "x-frond-sources")).isEqualTo("returns.md");
        }
        assertThat(program.one.requests()).hasSize(2);
        Files.delete(document);
        Eventually.within(Duration.ofSeconds(2), () -> assertThat(documents()).isZero());
        for (var client : new Client[] {many, alone}) {
            var got = ask(client);
            assertThat(header(got, "x-frond-sources")).isEmpty();
            assertThat(header(got, "cache-status")).doesNotContain("hit");
            assertThat(lastSent()).doesNotContain("thirty days");
        }
    }

    @Test
    void aTunedModelGetsThePassagesToo() {
        assertThat(header(ask(many), "x-frond-route")).isEqualTo("policy");
        assertThat(lastSent()).contains("<passages>", "thirty days");
    }

    @Test
    void ofWhenTheAnswerIsStandsInAHeaderOnHitsToo() throws IOException {
        var then = Instant.now().minus(50, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Files.setLastModifiedTime(document, FileTime.from(then));
        program.reload(YAML.formatted(", max_age: 30d, as_of: true"), folder);
        for (int time = 0; time < 2; time++) {
            var got = ask(many);
            assertThat(header(got, "x-frond-as-of")).isEqualTo(then.toString());
            assertThat(header(got, "x-frond-stale")).isEqualTo("returns.md");
        }
        assertThat(program.one.requests()).hasSize(1);
        assertThat(lastSent()).contains("stale=\\\"possibly\\\"", "They are as of");
    }

    @Test
    void staleKnowledgeIsRefusedWhereThatIsWanted() throws IOException {
        Files.setLastModifiedTime(document, FileTime.from(Instant.now().minus(50, ChronoUnit.DAYS)));
        program.reload(YAML.formatted(", max_age: 30d, on_stale: refuse"), folder);
        var got = many.ask("policy", QUESTION);
        assertThat(got.statusCode()).isEqualTo(503);
        assertThat(header(got, "x-should-retry")).isEqualTo("false");
        var error = new JsonObject(got.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("knowledge_stale");
        assertThat(error.getString("message")).contains("policies");
        assertThat(program.one.requests()).isEmpty();
        try (var operator = program.operator()) {
            assertThat(operator.get("/admin/v1/knowledge").body()).contains("\"stale\":1", "\"changes_per_day\":0.0");
            assertThat(operator.get("/metrics").body()).contains("frond_knowledge_stale{kb=\"policies\"} 1");
        }
    }

    private HttpResponse<String> ask(Client client) {
        var got = client.ask("policy", QUESTION);
        assertThat(got.statusCode()).isEqualTo(200);
        return got;
    }

    private int documents() {
        return Objects.requireNonNull(program.current().knowledge().get("policies"))
                .stats()
                .documents();
    }

    private String lastSent() {
        return program.one.requests().getLast().body().toString();
    }
}
