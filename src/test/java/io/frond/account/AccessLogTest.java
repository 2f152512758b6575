package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.Secret;
import io.frond.testing.FakeClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private static final String QUESTION = "How long do I have\u001b[2J to return a jacket that I bought last week?";
    private final FakeClock clock = new FakeClock();

    @Test
    void theJsonLineTellsEverythingButTheQuestion() {
        assertThat(new JsonAccessLog(clock).json(line("", 200, 1, 0.84)))
                .isEqualTo("{\"ts\":\"2026-01-01T00:00:00Z\",\"request_id\":\"req-1\",\"decision\":\"d-1\","
                        + "\"tenant\":\"acme\",\"key_name\":\"web\",\"model_asked\":\"auto\",\"stream\":false,"
                        + "\"route\":\"policy\",\"by\":\"linear\",\"reason\":\"like \\\"returns\\\"; fresh\","
                        + "\"margin\":0.84,\"kb\":\"policies\",\"chunks\":2,\"endpoint\":\"general#1\","
                        + "\"attempts\":1,\"cache\":\"miss\",\"status\":200,\"tokens_in\":120,\"tokens_out\":40,"
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
                0.2,
                null,
                null,
                new Secret(""));

        assertThat(new JsonAccessLog(clock).json(stranger))
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
                0.2,
                null,
                null,
                none);

        assertThat(new JsonAccessLog(clock).json(talkative)).contains("\"model_asked\":\"" + "m".repeat(128) + "...\"");
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

    private PrettyAccessLog pretty(boolean showQuestions) {
        return new PrettyAccessLog(clock, ZoneOffset.UTC, showQuestions);
    }

    private static Line line(String error, int status, int attempts, @Nullable Double margin) {
        return new Line(
                "req-1",
                "d-1",
                "acme",
                "web",
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
                38.25,
                12.0,
                1.9,
                new Secret(QUESTION));
    }
}
