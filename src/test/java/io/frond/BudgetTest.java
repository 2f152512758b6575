package io.frond;

import static io.frond.testing.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Credential;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dollar is a dollar, however many spend it at once: a file, real sockets, a price, a model that lets all wait. */
@SuppressWarnings("NullAway.Init") // each test starts with a budget of its own
class BudgetTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DOLLAR = "usd_per_day: 1";
    /** At 10 dollars per million tokens, a cent. */
    private static final int ANSWER_TOKENS = 1000;
    /** Asked, but not answered before the test says so. */
    private static final Script SILENCE = exchange -> {};

    @TempDir
    Path folder;

    private final Vertx vertx = Loops.strict();
    private final FakeProvider provider = FakeProvider.start(vertx);
    private RunningFile frond;

    @AfterEach
    void stop() {
        frond.close();
        provider.close();
        RunningFile.within(vertx.close());
    }

    private void start(String yaml) {
        frond = RunningFile.of(folder.resolve("frond.yaml"), yaml);
    }

    private String yaml(String budget, String more) {
        return """
                server: { drain: 1s }
                backends:
                  main: { url: "%s", price: { input: 0, output: 10 } }
                cache: off
                tenants:
                  acme: { keys: [{ name: web, hash: "sha256:%s" }], limits: { %s } }
                  other: { keys: [{ name: web, hash: "sha256:%s" }] }
                %s
                """.formatted(provider.url(), digest("acme"), budget, digest("other"), more);
    }

    private static String digest(String key) {
        return Credential.of(key).digest();
    }

    @Test
    void aHundredRequestsOfACentSpendADollarAndTheRestIsToldThatItIsSpent() {
        start(yaml(DOLLAR, ""));

        assertThat(statuses(together(150, 100))).containsExactly(100, 50);

        assertThat(provider.requests()).hasSize(100);
        spent("1", 100);
        refusedForGood(ask("acme"));
        assertThat(limit())
                .isEqualTo(new JsonObject().put("allowed", "1").put("used", "1").put("held", "0"));
        provider.instead(answer(ANSWER_TOKENS));
        var other = ask("other");
        assertThat(other.statusCode()).as("money of others").isEqualTo(200);
        assertThat(Client.header(other, "x-frond-cost-usd")).isEqualTo("0.01");
    }

    @Test
    void whatAnswersDidNotCostIsThereAgain() {
        start(yaml("usd_per_month: 1", ""));
        assertThat(statuses(together(100, 100, 250))).containsExactly(100, 0);
        spent("0.25", 100);

        assertThat(statuses(together(80, 75, 1000))).containsExactly(75, 5);
        spent("1", 175);
    }

    @Test
    void aReloadForgetsNothingAndALargerBudgetBeginsWithWhatWasSpent() {
        start(yaml(DOLLAR, ""));
        assertThat(statuses(together(110, 100))).containsExactly(100, 10);

        assertThat(frond.put(yaml(DOLLAR, "log: { level: warn }"), frond.etag()).statusCode())
                .isEqualTo(200);
        refusedForGood(ask("acme"));
        assertThat(frond.put(yaml("usd_per_day: 1.05", ""), frond.etag()).statusCode())
                .isEqualTo(200);

        assertThat(statuses(together(20, 5))).containsExactly(5, 15);
        spent("1.05", 105);
    }

    @Test
    void whatAFolderOfUsageKeepsOutlivesARestart() {
        start(yaml("usd_per_day: 1, usd_per_month: 2", "usage: { folder: ./usage }"));
        assertThat(statuses(together(70, 70))).containsExactly(70, 0);
        spent("0.7", 70);
        frond.close();
        start(frond.text());

        assertThat(statuses(together(50, 30))).containsExactly(30, 20);
        spent("1", 100);
        refusedForGood(ask("acme"));
    }

    @Test
    void whatARedisKeepsOutlivesARestart() {
        try (var redis = RedisServer.start()) {
            var shared = """
                    redis: { url: "%s" }
                    limits: { store: redis, on_outage: closed }
                    usage: { store: redis }
                    """.formatted(redis.url());
            start(yaml(DOLLAR, shared));
            assertThat(statuses(together(70, 70))).containsExactly(70, 0);
            spent("0.7", 70);
            frond.close();
            start(frond.text());

            assertThat(statuses(together(50, 30))).containsExactly(30, 20);
            spent("1", 100);
            refusedForGood(ask("acme"));
        }
    }

    /** They all come before any is answered. */
    private List<HttpResponse<String>> together(int requests, int admitted) {
        return together(requests, admitted, ANSWER_TOKENS);
    }

    private List<HttpResponse<String>> together(int requests, int admitted, int tokens) {
        provider.instead(SILENCE).forget();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, requests)
                    .mapToObj(i -> each.submit(() -> ask("acme")))
                    .toList();
            Eventually.within(SOON, () -> {
                assertThat(provider.requests().size()).isGreaterThanOrEqualTo(admitted);
                assertThat(answers.stream().filter(Future::isDone)).hasSize(requests - admitted);
            });
            for (int i = 0; i < admitted; i++) {
                answer(tokens).play(provider.exchange());
            }
            return answers.stream().map(BudgetTest::get).toList();
        }
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** How many were answered, how many refused for good. */
    private static List<Integer> statuses(List<HttpResponse<String>> answers) {
        var refused = answers.stream().filter(one -> one.statusCode() == 429).toList();
        refused.forEach(BudgetTest::refusedForGood);
        int answered = Math.toIntExact(
                answers.stream().filter(one -> one.statusCode() == 200).count());
        assertThat(answered + refused.size()).isEqualTo(answers.size());
        return List.of(answered, refused.size());
    }

    private static Script answer(int tokens) {
        return json(200, """
                {"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},\
                "finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":%d}}""".formatted(tokens));
    }

    private HttpResponse<String> ask(String key) {
        var message = new JsonObject().put("role", "user").put("content", "Hi");
        var body = new JsonObject()
                .put("model", "main")
                .put("messages", new JsonArray().add(message))
                .put("max_tokens", ANSWER_TOKENS);
        try (var client =
                new Client(URI.create("http://127.0.0.1:" + frond.wiring().port()), key)) {
            var answer = client.post("/v1/chat/completions", body);
            while (answer.statusCode() == 503) {
                // a loaded machine kept Redis from answering in time
                answer = client.post("/v1/chat/completions", body);
            }
            return answer;
        }
    }

    private static void refusedForGood(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        var error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("insufficient_quota");
        assertThat(error.getString("type")).isEqualTo("insufficient_quota");
        assertThat(error.getString("message")).contains("Over the budget of 1", " US dollars per ", "of this tenant");
        assertThat(Client.header(answer, "x-should-retry")).isEqualTo("false");
        assertThat(Client.header(answer, "retry-after")).isEmpty();
        assertThat(Client.header(answer, "retry-after-ms")).isEmpty();
    }

    /** What the tenant's report says, when the last answer has been accounted. */
    private void spent(String dollars, int answered) {
        Eventually.within(SOON, () -> {
            var report = new JsonObject(
                    frond.ask("GET", "/admin/v1/usage?by=tenant", "").body());
            var acme = report.getJsonArray("rows").getJsonObject(0);
            assertThat(acme.getString("tenant")).isEqualTo("acme");
            assertThat(acme.getLong("requests") - acme.getLong("errors")).isEqualTo(answered);
            assertThat(acme.getString("cost_usd")).isEqualTo(dollars);
        });
    }

    private JsonObject limit() {
        var limits = new JsonObject(frond.ask("GET", "/admin/v1/limits", "").body()).getJsonArray("limits");
        assertThat(limits).hasSize(1);
        var only = limits.getJsonObject(0);
        var told = new JsonObject();
        List.of("allowed", "used", "held").forEach(name -> told.put(name, String.valueOf(only.getValue(name))));
        return told;
    }
}
