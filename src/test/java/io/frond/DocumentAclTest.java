package io.frond;

import static io.frond.testing.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three callers of one collection over sockets: two keys of one tenant with tags of their own, one without. */
class DocumentAclTest {
    private static final String QUESTION = "How long may I return goods?";
    private static final String YAML = """
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            backends: { general: { url: "${ONE}" } }
            knowledge:
              policies:
                source: ./policies
                refresh: 100ms
                search: { dense: 0, min_score: 0 }
                acl: { team: key.team, owner: tenant }
            routes: { policy: { to: general, with: policies } }
            cache: { ttl: 1h }
            tenants:
              acme:
                keys:
                  - { name: sales, hash: "${MANY}", tags: { team: sales } }
                  - { name: staff, hash: "${PAIR}", tags: { team: staff } }
              globex: { keys: [{ name: k, hash: "${ALONE}" }] }
            """;

    @TempDir
    Path folder;

    private RunningProgram program;
    private Client sales;

    @BeforeEach
    void start() throws IOException {
        var policies = Files.createDirectory(folder.resolve("policies"));
        Files.writeString(policies.resolve("all.md"), "# Return goods\n\nthirty days for all\n");
        Files.writeString(policies.resolve("sales.md"), settings("team: sales") + "# Return goods\n\nsixty days\n");
        Files.writeString(policies.resolve("staff.md"), settings("team: staff") + "# Return goods\n\nninety days\n");
        Files.writeString(policies.resolve("acme.md"), settings("owner: acme") + "# Return goods\n\nten days\n");
        Files.writeString(policies.resolve("broken.md"), settings("team: [sales") + "# Return goods\n\nno days\n");
        program = new RunningProgram(YAML, folder);
        program.both(answer());
        sales = new Client(URI.create("http://127.0.0.1:" + program.port()), "many");
    }

    private static String settings(String attributes) {
        return "---\nattributes: { " + attributes + " }\n---\n";
    }

    @AfterEach
    void stop() {
        sales.close();
        program.close();
    }

    @Test
    void everybodyFindsWhatIsForAllAndForThemAlone() throws Exception {
        assertThat(foundBy("many")).contains("thirty", "sixty", "ten days").doesNotContain("ninety", "no days");
        assertThat(foundBy("pair")).contains("thirty", "ninety", "ten days").doesNotContain("sixty", "no days");
        assertThat(foundBy("alone")).contains("thirty").doesNotContain("sixty", "ninety", "ten days", "no days");
    }

    @Test
    void answersOfOneNeverServeAnotherOfTheSameTenant() throws Exception {
        for (int time = 0; time < 2; time++) {
            assertThat(ask("many").headers().firstValue("x-frond-sources").orElseThrow())
                    .contains("sales.md")
                    .doesNotContain("staff.md");
            assertThat(ask("pair").headers().firstValue("x-frond-sources").orElseThrow())
                    .contains("staff.md")
                    .doesNotContain("sales.md");
        }
        assertThat(program.one.requests()).hasSize(2);
    }

    @Test
    void norDoesAnAnswerThatIsSentAgainUnderItsKey() throws Exception {
        assertThat(ask("many", "idempotency-key", "one").statusCode()).isEqualTo(200);
        var other = ask("pair", "idempotency-key", "one");
        assertThat(other.headers().firstValue("idempotent-replayed")).isEmpty();
        assertThat(other.headers().firstValue("x-frond-sources").orElseThrow()).doesNotContain("sales.md");
        assertThat(ask("many", "idempotency-key", "one").headers().firstValue("idempotent-replayed"))
                .contains("true");
    }

    @Test
    void othersAreAskedOfTogetherWhereNothingHoldsThemBack() throws Exception {
        program.reload(YAML.replace("acl: { team: key.team, owner: tenant }", ""), folder);
        assertThat(foundBy("many")).contains("sixty", "ninety");
        assertThat(ask("pair").headers().firstValue("cache-status").orElseThrow())
                .contains("hit");
    }

    private String foundBy(String key) throws Exception {
        assertThat(ask(key).statusCode()).isEqualTo(200);
        return program.one.requests().getLast().body().toString();
    }

    private HttpResponse<String> ask(String key, String... headers) throws Exception {
        var body = new JsonObject()
                .put("model", "policy")
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", QUESTION)));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
