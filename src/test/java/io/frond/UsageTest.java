package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What requests used and cost, from the client's socket to the operator's report. */
class UsageTest {
    private static final String PLAIN = "{\"model\":\"main\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM =
            "{\"model\":\"main\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String DETAILED = """
            {"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"prompt_tokens_details":{"cached_tokens":400},"completion_tokens":100,"completion_tokens_details":{"reasoning_tokens":60}}}""";
    private static final String YAML = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: %s
            backends:
              main:
                model: big
                url: "${ONE}"
                retry: { attempts: 0 }
                fallback: [spare]
                price: { input: 2.50, output: 10, cached: 1.25, reasoning: 12 }
              spare: { model: small, url: "${TWO}", price: { input: 1, output: 1 } }
              bare: { model: unheard, url: "${ONE}" }
            routes:
              talk: { to: main }
            tenants:
              many: { keys: [{ name: web, hash: "${MANY}" }] }
              alone: { keys: [{ name: batch, hash: "${ALONE}" }] }
            usage: { folder: ./usage, tags: [team] }
            """;

    @TempDir
    Path folder;

    private @Nullable RunningProgram running;

    private RunningProgram program() {
        if (running == null) {
            running = new RunningProgram(YAML.formatted("off"), folder);
        }
        return running;
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    private String get(String query) {
        try (var operator = program().operator()) {
            var got = operator.get("/admin/v1/usage" + query);
            assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
            return got.body();
        }
    }

    private JsonObject total() {
        return new JsonObject(get("")).getJsonObject("total");
    }

    private void asked(String body, String key, String... headers) {
        assertThat(program().post(body, key, headers).statusCode()).isEqualTo(200);
        assertThat(program().line().id()).isNotEmpty();
    }

    @Test
    void cachedAndReasoningTokensArePricedApartToTheLastDigit() {
        program().both(json(200, DETAILED));
        asked(PLAIN, "many");
        asked(PLAIN, "alone");
        var report = new JsonObject(get("?by=tenant,key,backend,model"));
        var row = report.getJsonArray("rows").getJsonObject(1);
        assertThat(row.getString("tenant")).isEqualTo("many");
        assertThat(row.getString("key")).isEqualTo("web");
        assertThat(row.getString("backend")).isEqualTo("main");
        assertThat(row.getString("model")).isEqualTo("big");
        assertThat(row.getString("cost_usd")).isEqualTo("0.00312");
        assertThat(row.getLong("tokens_in")).isEqualTo(1000);
        assertThat(row.getLong("tokens_cached")).isEqualTo(400);
        assertThat(row.getLong("tokens_out")).isEqualTo(100);
        assertThat(row.getLong("tokens_reasoning")).isEqualTo(60);
        assertThat(report.getJsonObject("total").getString("cost_usd")).isEqualTo("0.00624");
    }

    @Test
    void aStreamCostsWhatItsLastChunkSays() {
        program().both(stream(true, "He", "llo"));
        asked(STREAM, "many");
        assertThat(total().getString("cost_usd")).isEqualTo("0.0000275");
        assertThat(total().getLong("estimated")).isZero();
    }

    @Test
    void aClientThatLeftPaysWhatWasWrittenUntilThen() {
        program().both(streamHead().then(bytes(deltas("one", "two", "three", "four", "five"))));
        try (var client = program().wanderer()) {
            client.post(STREAM, "many").until("five");
            client.leave();
        }
        assertThat(program().line().error()).isEqualTo("caller_cancelled");
        assertThat(total().getLong("tokens_out")).isEqualTo(5);
        assertThat(total().getLong("tokens_in")).isBetween(5L, 12L);
        assertThat(total().getLong("estimated")).isEqualTo(1);
        assertThat(total().getString("cost_usd")).startsWith("0.0000");
    }

    @Test
    void aStreamThatDoesNotTellItsUsageIsEstimated() {
        program().both(stream(false, "Hello", " world"));
        asked(STREAM, "many");
        assertThat(total().getLong("tokens_out")).isEqualTo(3);
        assertThat(total().getLong("estimated")).isEqualTo(1);
    }

    @Test
    void aStreamThatBrokeCostsNothingButIsNotForgotten() {
        program().both(streamHead().then(bytes(deltas("Hel", "lo"))).then(Duration.ofMillis(50), cut()));
        try (var client = program().wanderer()) {
            assertThat(client.post(STREAM, "many").rest()).contains("stream_interrupted");
        }
        assertThat(program().line().error()).isEqualTo("upstream_protocol");
        assertThat(total().getLong("tokens_out")).isZero();
        assertThat(total().getLong("tokens_lost")).isEqualTo(2);
        assertThat(total().getLong("errors")).isEqualTo(1);
        assertThat(total().getString("cost_usd")).isEqualTo("0");
    }

    @Test
    void whoStoodInIsPaidAndTheFailedTryIsNot() {
        program().one.instead(json(503, "{}"));
        program().two.instead(answer());
        asked(PLAIN, "many");
        var row = new JsonObject(get("?by=backend,model")).getJsonArray("rows").getJsonObject(0);
        assertThat(row.getString("backend")).isEqualTo("spare");
        assertThat(row.getString("model")).isEqualTo("small");
        assertThat(row.getString("cost_usd")).isEqualTo("0.000005");
        assertThat(row.getLong("requests")).isEqualTo(1);
        assertThat(row.getLong("errors")).isZero();
    }

    @Test
    void anAnswerFromTheCacheCostsNothing() {
        running = new RunningProgram(YAML.formatted("{}"), folder);
        program().both(answer());
        asked(PLAIN, "many");
        asked(PLAIN, "many");
        assertThat(total().getLong("requests")).isEqualTo(2);
        assertThat(total().getLong("cache_hits")).isEqualTo(1);
        assertThat(total().getLong("tokens_in")).isEqualTo(3);
        assertThat(total().getString("cost_usd")).isEqualTo("0.0000275");
    }

    @Test
    void aModelWithoutAPriceCostsNobodyKnowsWhat() {
        program().both(answer());
        asked(PLAIN.replace("main", "bare"), "many");
        assertThat(total().getValue("cost_usd")).isNull();
        assertThat(total().getLong("unpriced")).isEqualTo(1);
        try (var operator = program().operator()) {
            assertThat(operator.get("/metrics").body())
                    .contains("frond_unpriced_total{backend=\"bare\",tenant=\"many\"} 1.0")
                    .doesNotContain("frond_cost_usd_total{");
        }
    }

    @Test
    void theSameIsCountedForDashboards() {
        program().both(json(200, DETAILED));
        asked(PLAIN, "many");
        try (var operator = program().operator()) {
            assertThat(operator.get("/metrics").body())
                    .contains("frond_cost_usd_total{backend=\"main\",route=\"main\",tenant=\"many\"} 0.00312")
                    .contains("frond_tokens_total{kind=\"cached\",route=\"main\",tenant=\"many\"} 400.0")
                    .contains("frond_tokens_total{kind=\"reasoning\",route=\"main\",tenant=\"many\"} 60.0")
                    .contains("frond_token_estimate_error_count{backend=\"main\"} 1");
        }
    }

    @Test
    void tagsAreThoseThatTheConfigurationNames() {
        program().both(answer());
        asked(PLAIN, "many", "x-frond-tag-team", "search,=x", "x-frond-tag-other", "y");
        asked(PLAIN, "many");
        assertThat(get("?by=tag&format=csv"))
                .contains("\r\n,1,", "\r\nteam=search__x,1,")
                .doesNotContain("other");
        assertThat(get("?by=tag:team&format=csv")).contains("\r\nsearch__x,1,");
    }

    @Test
    void itSurvivesARestart() {
        program().both(answer());
        asked(PLAIN, "many");
        program().close();
        running = null;
        assertThat(total().getLong("requests")).isEqualTo(1);
        assertThat(total().getString("cost_usd")).isEqualTo("0.0000275");
        program().both(answer());
        asked(PLAIN, "many");
        assertThat(total().getString("cost_usd")).isEqualTo("0.000055");
    }

    @Test
    void whatCannotBeAskedForIsToldHowItCan() {
        try (var operator = program().operator()) {
            for (String query :
                    new String[] {"?by=colour", "?from=yesterday", "?to=2026-01-01&from=2026-01-02", "?format=xml"}) {
                var got = operator.get("/admin/v1/usage" + query);
                assertThat(got.statusCode()).as(query).isEqualTo(400);
                assertThat(got.body()).contains("invalid_request");
            }
            assertThat(Client.header(operator.get("/admin/v1/usage?format=csv"), "content-type"))
                    .startsWith("text/csv");
        }
    }

    @Test
    void usageInTheMiddleOfAStreamThatIsThenLeftIsWhatWasReported() {
        var usage = "{\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9}}";
        program()
                .both(streamHead()
                        .then(bytes(deltas("a") + finish() + event(usage) + done()))
                        .then(lastChunk()));
        asked(STREAM, "many");
        assertThat(total().getLong("tokens_out")).isEqualTo(9);
    }
}
