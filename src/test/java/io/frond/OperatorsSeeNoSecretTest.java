package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.cli.Listening;
import io.frond.config.HostPort;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are planted wherever a configuration can hold one; whoever has the admin token still sees none of them. */
class OperatorsSeeNoSecretTest {
    private static final String TOKEN = "planted-admin-token";
    private static final HostPort ANY = new HostPort("127.0.0.1", 0);

    @TempDir
    Path folder;

    @Test
    void inNoAnswerAndNoAuditLine() throws Exception {
        var unused = Files.writeString(folder.resolve("secret.txt"), "planted-file");
        var yaml = """
            server: { admin_token: %s, zone: "${NAME}" }
            backends:
              main: { url: "http://127.0.0.1:9/v1", key: planted-backend }
              more:
                key: ${SECRET}
                endpoints:
                  - { url: "http://127.0.0.1:9/v1", key: planted-endpoint }
                  - { url: "http://127.0.0.1:8/v1", key: "${file:./secret.txt}" }
            routes:
              talk: { to: main, when: { headers: { authorization: "Bearer planted-header", x-plain: seen } } }
              else: { to: more }
            default: else
            redis: { url: "redis://:planted-redis@127.0.0.1:9/0" }
            cache: { store: redis }
            tenants:
              acme: { keys: [{ name: web, hash: "sha256:%s" }] }
            """.formatted(TOKEN, "ab".repeat(32));
        var variables = Map.of("SECRET", "planted-variable", "NAME", "planted-name");
        try (var frond = RunningFile.of(folder.resolve("frond.yaml"), yaml, variables, new Listening(ANY, ANY))) {
            var next = yaml.replace("planted-backend", "planted-other").replace("x-plain", "x-changed");
            var said = new ArrayList<String>();
            for (var path : List.of("config", "support", "backends", "endpoints", "status", "version")) {
                said.add(ask(frond, "GET", path, ""));
            }
            said.add(ask(frond, "GET", "../../metrics", ""));
            said.add(ask(frond, "POST", "config/diff", next));
            said.add(ask(frond, "POST", "config/validate", next.replace("to: main", "to: nowhere")));
            said.add(ask(frond, "POST", "config/validate", next.replace("key: planted", "api_key: planted")));
            said.add(ask(frond, "PUT", "config", next));
            said.add(ask(frond, "POST", "config/rollback", ""));
            said.add(frond.deeds.toString());

            assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain("planted", "abab"));
            assertThat(said.get(0)).contains("\"***\"", "${NAME}", "seen");
            assertThat(new JsonObject(said.get(7))
                            .getJsonArray("changes").stream().map(change -> ((JsonObject) change).getString("path")))
                    .as("a secret that differs is seen to differ")
                    .contains("backends.main.key");
            assertThat(said.get(1)).contains("a line of the log", "heap_used", "frond_overhead_seconds");
        }
    }

    private static String ask(RunningFile frond, String method, String path, String body) {
        var answer = frond.ask(
                method,
                java.net.URI.create("/admin/v1/" + path).normalize().toString(),
                body,
                "authorization",
                "Bearer " + TOKEN,
                "if-match",
                "*");
        assertThat(answer.statusCode()).as(path).isNotEqualTo(401).isNotEqualTo(404);
        return answer.body();
    }
}
