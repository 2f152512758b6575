package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Credential;
import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of every level over real sockets: what is answered, with which headers, and what operators see of it. */
@SuppressWarnings("NullAway.Init") // each test starts with limits of its own
class LimitsTest {
    private static final String BODY =
            "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
                    + "\"assistant\",\"content\":\"yes\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":10,\"total_tokens\":30}}";
    private static final Script ANSWER =
            exchange -> exchange.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + BODY.length() + "\r\n\r\n" + BODY);
    /** Asked, but not answered before the test says so. */
    private static final Script SILENCE = exchange -> {};

    @TempDir
    Path folder;

    private final Vertx vertx = Loops.strict();
    private final FakeProvider provider = FakeProvider.start(vertx, ANSWER);
    private RunningFile frond;
    private Client web;
    private Client batch;

    @AfterEach
    void stop() {
        web.close();
        batch.close();
        frond.close();
        provider.close();
        RunningFile.within(vertx.close());
    }

    /** Limits of the key web, of tenant acme, of the route, and of the backend. */
    private void start(String key, String tenant, String route, String all) {
        frond = RunningFile.of(folder.resolve("frond.yaml"), """
                backends:
                  main: { url: "%s", models: [small], limits: { all: %s } }
                routes:
                  talk: { to: main, limits: %s }
                cache: off
                tenants:
                  acme:
                    keys:
                      - { name: web, hash: "sha256:%s", limits: %s }
                      - { name: batch, hash: "sha256:%s" }
                    limits: %s
                """.formatted(
                        provider.url(), all, route, digest("web"), key, digest("batch"), tenant));
        web = new Client(URI.create("http://127.0.0.1:" + frond.wiring().port()), "web");
        batch = web.as("batch");
    }

    private static String digest(String key) {
        return Credential.of(key).digest();
    }

    @Test
    void requestsOfATenantAreCountedOverItsKeys() {
        start("{}", "{ rph: 2 }", "{}", "{}");
        var first = web.ask("talk", "one");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(limits(first, "requests")).containsExactly("2", "1", "30m0s");
        assertThat(batch.ask("talk", "two").statusCode()).isEqualTo(200);

        var refused = web.ask("talk", "three");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(error(refused).getString("code")).isEqualTo("rate_limit_exceeded");
        assertThat(error(refused).getString("type")).isEqualTo("requests");
        assertThat(error(refused).getString("message")).contains("2 requests per hour that this tenant allows");
        assertThat(Client.header(refused, "x-should-retry")).isEqualTo("true");
        assertThat(Integer.parseInt(Client.header(refused, "retry-after"))).isBetween(1700, 1800);
        assertThat(Client.header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
    }

    @Test
    void tokensAreSettledByWhatTheProviderReports() {
        start("{}", "{ tph: 1000 }", "{}", "{}");
        var first = post(web, "talk", 500);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Integer.parseInt(Client.header(first, "x-ratelimit-remaining-tokens")))
                .isBetween(450, 500);

        Eventually.within(Duration.ofSeconds(10), () -> assertThat(seen("tenant:acme", "tph"))
                .isEqualTo(List.of(1000, 30, 0)));
        var refused = post(web, "talk", 990);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(error(refused).getString("type")).isEqualTo("tokens");
        assertThat(error(refused).getString("message")).contains("It will never fit");
        assertThat(Client.header(refused, "x-should-retry")).isEqualTo("false");
        assertThat(Client.header(refused, "retry-after")).isEmpty();
    }

    @Test
    void aKeyAModelARouteAndABackendHaveLimitsOfTheirOwn() {
        start("{ rph: 3 }", "{ rph: 100, models: { small: { rph: 1 } } }", "{ rph: 5 }", "{ rph: 7 }");
        assertThat(limits(web.ask("small", "x"), "requests")).containsExactly("1", "0", "1h0m0s");
        assertThat(message(web.ask("small", "x"))).contains("this tenant with model small");
        assertThat(limits(web.ask("talk", "x"), "requests")).startsWith("3", "1");
        assertThat(web.ask("talk", "x").statusCode()).isEqualTo(200);
        assertThat(message(web.ask("talk", "x"))).contains("3 requests per hour that this key allows");
        assertThat(limits(batch.ask("talk", "x"), "requests")).startsWith("5", "2");
        assertThat(batch.ask("talk", "x").statusCode()).isEqualTo(200);
        assertThat(batch.ask("talk", "x").statusCode()).isEqualTo(200);
        assertThat(message(batch.ask("talk", "x"))).contains("5 requests per hour that route talk allows");
        assertThat(batch.ask("main", "x").statusCode()).isEqualTo(200);
        assertThat(message(batch.ask("main", "x"))).contains("7 requests per hour that backend main allows");
        assertThat(seen("backend:main", "rph")).isEqualTo(List.of(7, 7, 0));
        assertThat(seen("tenant:acme:key:web", "rph")).isEqualTo(List.of(3, 3, 0));
        assertThat(seen("tenant:acme:model:small", "rph")).isEqualTo(List.of(1, 1, 0));
    }

    @Test
    void aPlaceIsGivenBackWhenTheAnswerEndsOrItsClientLeaves() {
        provider.instead(SILENCE, ANSWER);
        start("{}", "{ concurrent: 1 }", "{}", "{}");
        var first = web.askLater("one");
        var held = provider.exchange();
        var refused = batch.ask("talk", "two");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(error(refused).getString("message")).contains("1 requests at one time");
        assertThat(seen("tenant:acme", "concurrent")).isEqualTo(List.of(1, 0, 1));

        ANSWER.play(held);
        assertThat(first.join().statusCode()).isEqualTo(200);
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(seen("tenant:acme", "concurrent"))
                .isEqualTo(List.of(1, 0, 0)));

        provider.instead(SILENCE, ANSWER);
        var leaving = new Client(URI.create("http://127.0.0.1:" + frond.wiring().port()), "web");
        var unused = leaving.askLater("three");
        assertThat(provider.exchange()).isNotNull();
        leaving.close();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(batch.ask("talk", "four").statusCode()).isEqualTo(200));
    }

    @Test
    void anAnswerThatIsTooLongIsRefusedAndNothingIsChanged() {
        start("{}", "{ rph: 10, max_tokens: 100 }", "{ max_tokens: 50 }", "{}");
        var tenants = post(web, "talk", 101);
        assertThat(tenants.statusCode()).isEqualTo(400);
        assertThat(error(tenants).getString("code")).isEqualTo("max_tokens_too_large");
        assertThat(error(tenants).getString("param")).isEqualTo("max_tokens");
        assertThat(error(tenants).getString("message")).contains("this tenant allows 100");
        assertThat(message(post(web, "talk", 51))).contains("route talk allows 50");
        assertThat(post(web, "talk", 50).statusCode()).isEqualTo(200);
        assertThat(provider.requests()).hasSize(1);
        assertThat(provider.requests().get(0).body().toString()).contains("\"max_tokens\":50");
    }

    @Test
    void howeverManyComeAtOnceNoneTooManyIsLetIn() {
        start("{}", "{ rpd: 37 }", "{}", "{}");
        var answers =
                IntStream.range(0, 100).mapToObj(i -> web.askLater("q" + i)).toList();
        var codes = answers.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(codes).filteredOn(code -> code == 200).hasSize(37);
        assertThat(codes).filteredOn(code -> code == 429).hasSize(63);
        assertThat(provider.requests()).hasSize(37);
    }

    private static HttpResponse<String> post(Client client, String model, int maxTokens) {
        var message = new JsonObject().put("role", "user").put("content", "Hi");
        return client.post(
                "/v1/chat/completions",
                new JsonObject()
                        .put("model", model)
                        .put("messages", new JsonArray().add(message))
                        .put("max_tokens", maxTokens));
    }

    private static List<String> limits(HttpResponse<String> answer, String what) {
        return List.of(
                Client.header(answer, "x-ratelimit-limit-" + what),
                Client.header(answer, "x-ratelimit-remaining-" + what),
                Client.header(answer, "x-ratelimit-reset-" + what));
    }

    private static JsonObject error(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getJsonObject("error");
    }

    private static String message(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isIn(400, 429);
        return error(answer).getString("message");
    }

    /** Allowed, used and held, as operators see it. */
    private List<Object> seen(String of, String limit) {
        var all = new JsonObject(frond.ask("GET", "/admin/v1/limits", "").body()).getJsonArray("limits");
        return all.stream()
                .map(JsonObject.class::cast)
                .filter(one ->
                        one.getString("of").equals(of) && one.getString("limit").equals(limit))
                .findFirst()
                .map(one -> List.of(one.getValue("allowed"), one.getValue("used"), one.getValue("held")))
                .orElseThrow();
    }
}
