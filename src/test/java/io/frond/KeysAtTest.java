package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FrondProcess;
import io.frond.testing.Replies;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code frond keys ... --at URL}, a process of its own, and a Frond that runs in another. */
class KeysAtTest {
    private static final String TOKEN = "a-token-for-operators-only-0123456789";
    private static final String SIGNED =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eyJzdWIiOiI0MiIsImF1ZCI6ImZyb25kIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
    private static final Pattern MADE =
            Pattern.compile("The key ([0-9a-f]{12}), shown this once:\\s+(fk-[A-Za-z0-9_-]{43})\\s*");

    private final Vertx vertx = Vertx.vertx();
    private final FakeProvider provider = FakeProvider.start(vertx, Replies.answer());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        provider.close();
        RunningFile.within(vertx.close());
    }

    private FrondProcess start() {
        return FrondProcess.start(folder, """
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", admin_token: %s }
                cache: off
                backends: { main: { url: "%s", models: ["*"] } }
                keys: { store: keys }
                tenants: { acme: {} }
                """.formatted(TOKEN, provider.url()));
    }

    /** What a command did. */
    private record Done(int code, String said, String complained) {}

    private Done frond(String token, String... arguments) {
        try {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.frond.Frond"));
            command.addAll(List.of(arguments));
            var complaints = folder.resolve("stderr");
            var builder = new ProcessBuilder(command).redirectError(complaints.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().put("FROND_ADMIN_TOKEN", token);
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Done(process.exitValue(), said, Files.readString(complaints));
        } catch (Exception e) {
            throw new AssertionError("the command did not run", e);
        }
    }

    @Test
    void aKeyIsMadeListedAndRevokedAtAFrondThatRuns() {
        try (var frond = start()) {
            var at = frond.admin().toString();
            var made = frond(TOKEN, "keys", "new", "acme", "--name", "job", "--limit", "rpm=2", "--at", at);
            assertThat(made.said()).matches(MADE);
            var shown = MADE.matcher(made.said());
            assertThat(shown.find()).isTrue();
            try (var client = new Client(frond.address(), shown.group(2))) {
                assertThat(client.ask("x", "one").statusCode()).isEqualTo(200);
                assertThat(client.ask("x", "two").statusCode()).isEqualTo(200);
                assertThat(client.ask("x", "three").statusCode()).isEqualTo(429);

                var listed = frond(TOKEN, "keys", "list", "--tenant", "acme", "--at", at);
                assertThat(listed.code()).isZero();
                assertThat(listed.said())
                        .startsWith(shown.group(1) + "  acme/job  runtime  lasts  chat,")
                        .doesNotContain(shown.group(2));

                var revoked = frond(TOKEN, "keys", "revoke", shown.group(1), "--at", at);
                assertThat(revoked.code()).isZero();
                assertThat(revoked.said()).isEqualToIgnoringNewLines("Revoked: acme/job " + shown.group(1));
                assertThat(client.ask("x", "four").statusCode()).isEqualTo(401);
            }
            assertThat(frond(TOKEN, "keys", "list", "--at", at).said()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDoneIsSaidAndEndsWithAnError() {
        try (var frond = start()) {
            var at = frond.admin().toString();
            var unknown = frond(TOKEN, "keys", "revoke", "000000000000", "--at", at);
            assertThat(unknown.code()).isNotZero();
            assertThat(unknown.complained())
                    .contains("There is no key of this id")
                    .doesNotContain("\tat ");
            var misspelt = frond(TOKEN, "keys", "new", "acme", "--limit", "rmp=2", "--at", at);
            assertThat(misspelt.code()).isNotZero();
            assertThat(misspelt.complained()).contains("limits.rmp", "rpm");
            var stranger = frond("another-token", "keys", "list", "--at", at);
            assertThat(stranger.code()).isNotZero();
            assertThat(stranger.said() + stranger.complained())
                    .doesNotContain(TOKEN)
                    .doesNotContain("another-token");
        }
    }

    @Test
    void aSignedTokenWhereverItIsSentComesIntoNoLogAndNoMetric() {
        try (var frond = start();
                var client = new Client(frond.address(), SIGNED);
                var operator = new Client(frond.admin(), TOKEN)) {
            var lines = new ConcurrentLinkedQueue<String>();
            frond.listen(lines::add);
            var key = new JsonObject(operator.send("POST", "/admin/v1/keys", "{\"tenant\":\"acme\",\"name\":\"job\"}")
                    .body());
            assertThat(client.ask(SIGNED, "hi").statusCode()).isEqualTo(401);
            try (var good = client.as(key.getString("key"))) {
                assertThat(good.ask(SIGNED, SIGNED).statusCode()).isEqualTo(200);
                assertThat(good.get("/v1/" + SIGNED).statusCode()).isEqualTo(404);
            }
            assertThat(operator.send("DELETE", "/admin/v1/keys/" + SIGNED, "").statusCode())
                    .isEqualTo(404);
            assertThat(operator.get("/metrics").body()).contains("frond_").doesNotContain(SIGNED);
            frond.terminate();
            assertThat(frond.exitCode()).isZero();
            Eventually.within(Duration.ofSeconds(5), () -> assertThat(lines).anyMatch(line -> line.contains("eyJ***")));
            assertThat(lines).noneMatch(line -> line.contains("eyJhbGci"));
        }
    }
}
