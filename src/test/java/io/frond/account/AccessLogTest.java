package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.frond.config.LogConfig;
import io.frond.config.Secret;
import io.frond.model.Money;
import io.frond.observe.LogWriter;
import io.frond.observe.Logs;
import io.frond.testing.FakeClock;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {
    private static final String QUESTION = "How long do I have\u001b[2J to return a jacket that I bought last week?";
    private final FakeClock clock = new FakeClock();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Logs logs = logs();

    @AfterEach
    void end() {
        logs.close();
    }

    @Test
    void theJsonLineTellsEverythingButTheQuestion() {
        assertThat(json(line("", 200, 1, 0.84)))
                .isEqualTo("{\"ts\":\"2026-01-01T00:00:00Z\",\"request_id\":\"req-1\",\"decision\":\"d-1\","
                        + "\"tenant\":\"acme\",\"key_name\":\"web\",\"operation\":\"chat\",\"model_asked\":\"auto\",\"stream\":false,"
                        + "\"route\":\"policy\",\"by\":\"linear\",\"reason\":\"like \\\"returns\\\"; fresh\","
                        + "\"margin\":0.84,\"kb\":\"policies\",\"chunks\":2,\"endpoint\":\"general#1\","
                        + "\"attempts\":1,\"cache\":\"miss\",\"status\":200,\"tokens_in\":120,\"tokens_out\":40,\"cost_usd\":\"0.00042\","
                        + "\"ms_total\":38.25,\"ms_ttft\":12.0,\"ms_overhead\":1.9}");
    }

    @Test
    void whatThereIsNothingToTellOfIsLeftOut() {
        var stranger = new Line(
                "req-9",
                "",
                "",
                "",
                "",
                "",
                false,
                "",
                "",
                List.of(),
                null,
                "",
                0,
                "",
                0,
                "",
                401,
                "caller_auth",
                null,
                null,
                null,
                0.2,
                null,
                null,
                new Secret(""));

        assertThat(json(stranger))
                .isEqualTo("{\"ts\":\"2026-01-01T00:00:00Z\",\"request_id\":\"req-9\",\"stream\":false,"
                        + "\"status\":401,\"error_type\":\"caller_auth\",\"ms_total\":0.2}");
    }

    @Test
    void aModelAsLongAsABodyDoesNotFillTheLog() {
        var none = new Secret("");
        var talkative = new Line(
                "req-9",
                "",
                "",
                "",
                "",
                "m".repeat(1 << 20),
                false,
                "",
                "",
                List.of(),
                null,
                "",
                0,
                "",
                0,
                "",
                404,
                "",
                null,
                null,
                null,
                0.2,
                null,
                null,
                none);

        assertThat(json(talkative)).contains("\"model_asked\":\"" + "m".repeat(128) + "...\"");
    }

    @Test
    void thePrettyLineIsShortAndHasNoQuestion() {
        clock.advance(Duration.ofHours(12).plusSeconds(67));

        assertThat(pretty(false).text(line("", 200, 1, 0.84)))
                .isEqualTo("12:01:07 acme  policy +policies(2 chunks)  general#1  200  38 ms  miss");
        assertThat(pretty(false).text(line("upstream_5xx", 502, 3, null)))
                .isEqualTo("00:00:00 acme  policy +policies(2 chunks)  general#1 (try 3)  502  38 ms  upstream_5xx"
                        .replace("00:00:00", "12:01:07"));
    }

    @Test
    void theDemoShowsTheQuestionsStartWithoutWhatSteersATerminal() {
        assertThat(pretty(true).text(line("", 200, 1, 0.84)))
                .isEqualTo("00:00:00 acme  \"How long do I have [2J to return a jacke…\"  ->"
                        + "  policy +policies(2 chunks)  general#1  200  38 ms (own 1.9 ms)  miss");
    }

    @Test
    void aLineNeverPrintsItsQuestionByItself() {
        assertThat(line("", 200, 1, null).toString()).doesNotContain("jacket");
    }

    @Test
    void whatAClientChoseCanNeitherBreakTheLineNorSteerATerminal() {
        var line = json(asking("a\"b\\c\nd\u0007e\u009bf\u007fgü€🙂\ud800"));

        assertThat(line).contains("\"model_asked\":\"a\\\"b\\\\c\\u000ad\\u0007e\\u009bf\\u007fgü€🙂\\ud800\"");
        assertThat(new JsonObject(line).getString("model_asked"))
                .isEqualTo("a\"b\\c\nd\u0007e\u009bf\u007fgü€🙂\ud800");
    }

    @Test
    void aKeyThatAClientSentAsAModelOrAnIdIsTakenOut() {
        assertThat(json(asking("sk-proj-0123456789"))).contains("\"model_asked\":\"sk-***\"");
        assertThat(json(with("fk-0123456789abcdef", "auto", 1.5))).contains("\"request_id\":\"fk-***\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0004, 0.0",
        "0.0126, 0.013",
        "1.5, 1.5",
        "12.0, 12.0",
        "99.9996, 100.0",
        "30000000.25, 30000000.25",
        "-0.02, -0.02"
    })
    void timesAreToldToTheMicrosecond(double millis, String told) {
        assertThat(json(with("req-1", "auto", millis))).endsWith("\"ms_total\":" + told + "}");
    }

    @Test
    void theTimeOfALineIsWrittenAsTheJdkWritesIt() {
        for (long nanos : new long[] {0, 1, 1_000, 1_000_000, 120_000_000, 999_999_999}) {
            clock.advance(Duration.ofNanos(nanos));
            assertThat(json(asking("auto"))).startsWith("{\"ts\":\"" + clock.now() + "\"");
        }
    }

    @Test
    void oneLinesLengthIsNothingToTheNext() {
        var log = new JsonAccessLog(clock, writer());
        log.write(with("x".repeat(100_000), "auto", 1));
        log.write(asking("auto"));
        assertThat(written()).hasSize(2).last().asString().isEqualTo(json(asking("auto")));
    }

    private Line asking(String model) {
        return with("req-1", model, 1);
    }

    private static Line with(String id, String model, double millis) {
        return new Line(
                id,
                "",
                "",
                "",
                "",
                model,
                false,
                "",
                "",
                List.of(),
                null,
                "",
                0,
                "",
                0,
                "",
                200,
                "",
                null,
                null,
                null,
                millis,
                null,
                null,
                new Secret(QUESTION));
    }

    private String json(Line line) {
        new JsonAccessLog(clock, writer()).write(line);
        return written().get(0);
    }

    private LogWriter writer() {
        out.reset();
        logs.close();
        logs = logs();
        return logs.writer();
    }

    private Logs logs() {
        var context = new LoggerContext();
        context.start();
        return Logs.to(context, out, new LogConfig("json", "info"), false);
    }

    private List<String> written() {
        logs.close();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private PrettyAccessLog pretty(boolean showQuestions) {
        return new PrettyAccessLog(clock, writer(), ZoneOffset.UTC, showQuestions);
    }

    @Test
    void thePrettyLineGoesTheSameWay() {
        pretty(false).write(line("", 200, 1, 0.84));
        assertThat(written()).containsExactly("00:00:00 acme  policy +policies(2 chunks)  general#1  200  38 ms  miss");
    }

    private static Line line(String error, int status, int attempts, @Nullable Double margin) {
        return new Line(
                "req-1",
                "d-1",
                "acme",
                "web",
                "chat",
                "auto",
                false,
                "policy",
                "linear",
                List.of("like \"returns\"", "fresh"),
                margin,
                "policies",
                2,
                "general#1",
                attempts,
                "miss",
                status,
                error,
                120L,
                40L,
                Money.of("0.00042"),
                38.25,
                12.0,
                1.9,
                new Secret(QUESTION));
    }
}
