package io.frond.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.frond.config.LogConfig;
import io.frond.observe.Logs;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonAuditTest {
    private static final Audit.Line DONE =
            new Audit.Line("req_1", "admin_token", "10.0.0.7", "PUT /admin/v1/config", "1 changes: a\nb", 200);

    @TempDir
    Path folder;

    @Test
    void aDeedIsOneLineOfJsonOfItsOwnKind() {
        var out = new ByteArrayOutputStream();
        try (var logs = Logs.to(context(), out, new LogConfig("json", "error"), false)) {
            var audit = new JsonAudit(new FakeClock(), logs.writer());
            audit.write(DONE);
            audit.write(new Audit.Line("req_2", "loopback", "127.0.0.1", "POST /x", "", 412));
        }
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();

        assertThat(lines).hasSize(2);
        var done = new JsonObject(lines.get(0));
        assertThat(done.fieldNames())
                .containsExactly("ts", "kind", "request_id", "who", "from", "what", "detail", "status", "result");
        assertThat(done.getString("kind")).isEqualTo("audit");
        assertThat(done.getString("detail")).isEqualTo("1 changes: a\nb");
        assertThat(lines.get(1))
                .contains("\"status\":412,\"result\":\"refused\"")
                .doesNotContain("detail");
    }

    @Test
    void aFileOfItsOwnIsContinued() throws IOException {
        var file = Files.writeString(folder.resolve("audit.jsonl"), "{\"earlier\":1}\n");
        try (var logs = Logs.to(context(), new ByteArrayOutputStream(), new LogConfig("json", "info"), false)) {
            new JsonAudit(new FakeClock(), logs.appending(file)).write(DONE);

            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> assertThat(lines(file)).hasSize(2).last().asString().contains("req_1"));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoggerContext context() {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.start();
        return context;
    }
}
