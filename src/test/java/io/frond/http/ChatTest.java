package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Call;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Passage;
import io.frond.model.Priority;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Served;
import io.frond.model.Source;
import io.frond.model.Usage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
class ChatTest {
    private Surface surface;

    @BeforeEach
    void open(Vertx vertx) {
        surface = new Surface(vertx);
    }

    @AfterEach
    void close() {
        surface.close();
    }

    @Test
    void aWholeAnswerGoesOutAsItCameWithItsLengthAndWhoGaveIt() {
        surface.upstream = call -> Future.succeededFuture(Surface.whole("{ \"id\" : 1.00 }"));
        try (var client = surface.client()) {
            var answer = client.chat(Surface.HELLO).answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{ \"id\" : 1.00 }");
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("content-length", "15")
                    .containsEntry("x-frond-route", "contracts")
                    .containsEntry("x-frond-endpoint", "main#1")
                    .containsEntry("cache-status", "frond; fwd=miss")
                    .doesNotContainKeys("x-frond-attempts", "x-frond-sources", "transfer-encoding");
            assertThat(answer.headers().get("x-request-id")).matches("req_[0-9a-f]{24}");
            assertThat(answer.headers().get("x-frond-decision")).matches("dec_[0-9a-f]{24}");
        }
    }

    @Test
    void theClientsOwnRequestIdIsKeptWhereItIsFitToBeLogged() {
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO, "x-request-id: abc-1.2_Z")
                            .answer()
                            .headers())
                    .containsEntry("x-request-id", "abc-1.2_Z");
            assertThat(client.chat(Surface.HELLO, "x-request-id: a b")
                            .answer()
                            .headers()
                            .get("x-request-id"))
                    .startsWith("req_");
            assertThat(client.chat(Surface.HELLO, "x-request-id: " + "a".repeat(65))
                            .answer()
                            .headers()
                            .get("x-request-id"))
                    .startsWith("req_");
        }
    }

    @Test
    void sourcesAttemptsAndLimitsStandInHeadersThatNothingCanBreak() {
        surface.limits = Map.of("x-ratelimit-remaining-requests", "9", "x-evil", "a\r\nset-cookie: b");
        surface.retriever = (tenant, ask, route) -> Future.succeededFuture(new Call(
                ask, route, List.of(), List.of(passage("a,b.md"), passage("ü.md"), passage("ü.md")), List.of()));
        surface.upstream = call -> Future.succeededFuture(new Reply.Whole(
                new Head(
                        200,
                        Map.of(
                                "x-request-id",
                                "theirs",
                                "x-other",
                                "kept",
                                "transfer-encoding",
                                "chunked",
                                "bad",
                                "x\ny")),
                Buffer.buffer("{}"),
                Ending.succeeded(Usage.UNKNOWN, "stop"),
                new Served("main#2", 3, Duration.ZERO)));
        try (var client = surface.client()) {
            var headers = client.chat(Surface.HELLO).answer().headers();
            assertThat(headers)
                    .containsEntry("x-ratelimit-remaining-requests", "9")
                    .containsEntry("x-frond-sources", "a%2Cb.md,%C3%BC.md")
                    .containsEntry("x-frond-attempts", "3")
                    .containsEntry("x-frond-endpoint", "main#2")
                    .containsEntry("x-other", "kept")
                    .doesNotContainKeys("x-evil", "set-cookie", "bad", "transfer-encoding");
            assertThat(headers.get("x-request-id")).startsWith("req_");
        }
    }

    @Test
    void theGatewayIsAskedForOncePerRequestAndGetsBytesFieldsAndWishes() {
        try (var client = surface.client()) {
            client.chat(
                            Surface.HELLO,
                            "X-Frond-Route: policy",
                            "Cache-Control: no-cache, no-store",
                            "X-Request-Timeout-Ms: 1500",
                            "Idempotency-Key: a key: of (mine)",
                            "X-Tag: t",
                            "Cookie: secret")
                    .answer();
        }
        assertThat(surface.gateways).hasValue(1);
        var ask = surface.asked.remove();
        assertThat(ask.body().toString()).isEqualTo(Surface.HELLO);
        assertThat(ask.question()).isEqualTo("hello");
        assertThat(ask.fields().model()).isEqualTo("auto");
        assertThat(ask.wishes().route()).isEqualTo("policy");
        assertThat(ask.wishes().cache().freshOnly()).isTrue();
        assertThat(ask.wishes().cache().keepNothing()).isTrue();
        assertThat(ask.wishes().cache().cachedOnly()).isFalse();
        assertThat(ask.wishes().timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(ask.wishes().idempotencyKey()).isEqualTo("a key: of (mine)");
        assertThat(ask.headers().get("x-tag")).isEqualTo("t");
        assertThat(ask.headers().get("authorization")).isNull();
        assertThat(ask.headers().get("cookie")).isNull();
    }

    static Stream<String> badKeys() {
        return Stream.of("", " ", "a\tb", "x".repeat(256), "a\r\nIdempotency-Key: b");
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void aBadIdempotencyKeyIsRefusedByItsHeadersName(String key) {
        try (var client = surface.client()) {
            var answer = client.chat(Surface.HELLO, "Idempotency-Key: " + key).answer();
            assertThat(answer.status()).isEqualTo(400);
            var error = new JsonObject(answer.body()).getJsonObject("error");
            assertThat(error.getString("param")).isEqualTo("Idempotency-Key");
            assertThat(error.getString("message")).contains("'Idempotency-Key'", "1 to 255");
        }
        assertThat(surface.asked).isEmpty();
    }

    @Test
    void theLongestIdempotencyKeyAndAnyLettersAreTaken() {
        var key = "x".repeat(255);
        try (var client = surface.client()) {
            client.chat(Surface.HELLO, "Idempotency-Key: " + key, "idempotency-key: " + key)
                    .answer();
            client.chat(Surface.HELLO, "Idempotency-Key: Ä").answer();
        }
        assertThat(surface.asked.remove().wishes().idempotencyKey()).isEqualTo(key);
        assertThat(surface.asked.remove().wishes().idempotencyKey())
                .as("its UTF-8, byte by byte")
                .isEqualTo("\u00c3\u0084");
    }

    @Test
    void theKeyIsTakenFromAnyOfTheThreeHeaders() {
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO, "authorization: bEARER  " + Surface.KEY)
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.chat(Surface.HELLO, "api-key: " + Surface.KEY, "x-no-authorization: 1")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.chat(Surface.HELLO, "x-api-key: " + Surface.KEY)
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.chat(Surface.HELLO, "x-api-key: other").answer().status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Authorization: Bearer sk-test-1', 'api-key: sk-test-1', 200, ''",
        "'api-key: sk-test-1', 'x-api-key: sk-test-1', 200, ''",
        "'api-key: sk-test-1', 'x-api-key: other', 400, 'different keys'",
        "'api-key: sk-test-1', 'api-key: other', 400, 'different keys'",
        "'Authorization: Bearer sk-test-1', 'Authorization: Bearer sk-test-1', 400, 'more than one Authorization'",
        "'Authorization: Bearer sk-test-1', 'Authorization: Bearer other', 400, 'more than one Authorization'",
    })
    void aRequestHasOneKey(String one, String other, int status, String says) {
        try (var client = surface.client()) {
            var request = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n" + one + "\r\n" + other
                    + "\r\nContent-Length: " + Surface.HELLO.length() + "\r\n\r\n" + Surface.HELLO;
            var answer = client.send(request).answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(says).doesNotContain("sk-test-1", "other\"");
        }
    }

    @Test
    void whoSendsNoKeyIsToldInWhichHeadersOneIsTaken() {
        try (var client = surface.client()) {
            var answer =
                    client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
            assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("message"))
                    .contains("'Authorization: Bearer KEY', 'api-key: KEY' or 'x-api-key: KEY'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "600, 600000",
        "2.5, 2500",
        "0, ",
        "-1, ",
        "soon, ",
        "1e9, ",
        "9999999999999, ",
        "'', ",
        "NaN, ",
    })
    void howLongTheSdkWaitsIsABoundWhereItMakesSense(String seconds, Long millis) {
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO, "X-Stainless-Timeout: " + seconds)
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
        var until = surface.asked.remove().wishes().untilAnswer();
        assertThat(until).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"batch, BATCH", "' Batch ', BATCH", "interactive, INTERACTIVE"})
    void theClientMaySayThatARequestCanWait(String header, Priority priority) {
        try (var client = surface.client()) {
            client.chat(Surface.HELLO, "x-frond-priority: " + header).answer();
            assertThat(surface.asked.remove().wishes().priority()).isEqualTo(priority);
            assertThat(client.chat(Surface.HELLO, "x-frond-priority: urgent")
                            .answer()
                            .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1500, 1500", "1, 1500, 1000"})
    void theSmallerOfTheTwoBoundsHolds(String seconds, String millis, long least) {
        try (var client = surface.client()) {
            client.chat(Surface.HELLO, "x-stainless-timeout: " + seconds, "x-request-timeout-ms: " + millis)
                    .answer();
        }
        var wishes = surface.asked.remove().wishes();
        assertThat(wishes.untilAnswer()).isEqualTo(Duration.ofMillis(least));
        assertThat(wishes.timeout()).as("of everything").isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void whoMadeTheAnswerSaysHowLongItTook() {
        var provider = Map.of(
                "content-type", "application/json",
                "openai-processing-ms", "417",
                "openai-version", "2020-10-01",
                "x-ratelimit-reset-tokens", "1.871s");
        surface.upstream = call -> Future.succeededFuture(new Reply.Whole(
                new Head(200, provider), Buffer.buffer("{}"), Ending.succeeded(Usage.UNKNOWN, "stop"), Surface.SERVED));
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO).answer().headers())
                    .containsEntry("openai-processing-ms", "417")
                    .containsEntry("openai-version", "2020-10-01")
                    .containsEntry("x-ratelimit-reset-tokens", "1.871s");
            surface.upstream = call -> Future.succeededFuture(new Reply.Whole(
                    new Head(200, Map.of()), Buffer.buffer("{}"), Ending.succeeded(Usage.UNKNOWN, "stop"), null));
            assertThat(processing(client.chat(Surface.HELLO).answer()))
                    .as("kept by Frond")
                    .isBetween(0L, 9_000L);
            surface.upstream = call -> Future.succeededFuture(Surface.whole("{}"));
            assertThat(client.chat(Surface.HELLO).answer().headers())
                    .as("a provider that does not say")
                    .doesNotContainKey("openai-processing-ms");
            assertThat(processing(client.chat("{}").answer())).isBetween(0L, 9_000L);
            assertThat(processing(client.get("/v1/models").answer())).isBetween(0L, 9_000L);
        }
    }

    private static long processing(Raw.Answer answer) {
        return Long.parseLong(answer.headers().get("openai-processing-ms"));
    }

    @Test
    void pathsWorkWithAndWithoutTheVersion() {
        try (var client = surface.client()) {
            client.send("POST /chat/completions HTTP/1.1\r\nHost: x\r\nauthorization: Bearer " + Surface.KEY
                    + "\r\nContent-Length: " + Surface.HELLO.length() + "\r\n\r\n" + Surface.HELLO);
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aChunkedBodyInManyPiecesIsReadLikeAnyOther() {
        try (var client = surface.client()) {
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
                            + Surface.KEY + "\r\n\r\n");
            for (int i = 0; i < Surface.HELLO.length(); i++) {
                client.send("1\r\n" + Surface.HELLO.charAt(i) + "\r\n");
            }
            client.send("0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(surface.asked.remove().body().toString()).isEqualTo(Surface.HELLO);
        }
    }

    @Test
    void aLargeBodyIsScannedByTheWorkersAndArrivesWhole() {
        String large = Surface.HELLO.replace("hello", "x".repeat(700_000));
        try (var client = surface.client()) {
            assertThat(client.chat(large).answer().status()).isEqualTo(200);
            assertThat(surface.asked.remove().body().toString()).isEqualTo(large);
        }
    }

    @Test
    void aBodyIsAskedForOnlyWhenItsSenderMayBeHeard() {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
                + Surface.HELLO.length() + "\r\nAuthorization: Bearer ";
        try (var client = surface.client()) {
            client.send(head + Surface.KEY + "\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send(Surface.HELLO).answer().status()).isEqualTo(200);
        }
        try (var client = surface.client()) {
            client.send(head + "wrong\r\n\r\n");
            var answer = client.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aWrongKeyIsRefusedInTheShapeThatClientsReadAndTheConnectionGoesOn() {
        try (var client = surface.client()) {
            var answer =
                    client.chat(Surface.HELLO, "Authorization: Bearer wrong").answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("x-should-retry", "false")
                    .doesNotContainKey("retry-after");
            var error = new JsonObject(answer.body()).getJsonObject("error");
            assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
            assertThat(error.getString("message")).contains("'Authorization: Bearer KEY'");
            assertThat(error.getString("code")).isEqualTo("invalid_api_key");
            assertThat(answer.body()).doesNotContain("wrong");
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
        assertThat(surface.refused).extracting(Refused::reason).containsExactly(Reason.CALLER_AUTH);
    }

    @Test
    void aLimitTellsWhenToComeAgainInBothSpellings() {
        surface.upstream = call -> Future.failedFuture(Refused.of(Reason.POLICY_RATE, "Too many requests.")
                .after(Duration.ofMillis(1200))
                .with(Map.of("x-ratelimit-limit-requests", "5")));
        try (var client = surface.client()) {
            var answer = client.chat(Surface.HELLO).answer();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers())
                    .containsEntry("retry-after", "2")
                    .containsEntry("retry-after-ms", "1200")
                    .containsEntry("x-should-retry", "true")
                    .containsEntry("x-ratelimit-limit-requests", "5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UPSTREAM_RATE, false, , false, ",
        "UPSTREAM_RATE, false, 90, false, 90",
        "UPSTREAM_RATE, true, 3, true, 3",
        "UPSTREAM_5XX, true, 4, true, 4",
        "UPSTREAM_CONNECT, false, , false, ",
    })
    void whoHasMadeTriesOfItsOwnKnowsWhetherToComeAgain(
            Reason reason, String advice, Long wait, String told, String after) {
        var no = Refused.of(reason, "No.");
        var waiting = wait == null ? no : no.after(Duration.ofSeconds(wait));
        surface.upstream = call -> Future.failedFuture(waiting.with(Map.of("x-should-retry", advice)));
        try (var client = surface.client()) {
            var headers = client.chat(Surface.HELLO).answer().headers();
            assertThat(headers.get("x-should-retry")).isEqualTo(told);
            assertThat(headers.get("retry-after")).isEqualTo(after);
        }
    }

    @Test
    void whatAProviderSaysInFrondsNameIsNotHandedOn() {
        var head = new Head(
                200, Map.of("x-frond-attempts", "7", "x-frond-sources", "theirs.md", "x-should-retry", "true"));
        surface.upstream = call -> Future.succeededFuture(
                new Reply.Whole(head, Buffer.buffer("{}"), Ending.succeeded(Usage.UNKNOWN, ""), Surface.SERVED));
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO).answer().headers())
                    .doesNotContainKeys("x-frond-attempts", "x-frond-sources");
        }
    }

    @Test
    void aBugIsAnsweredByItsRequestIdAndTellsNothing() {
        surface.upstream = call -> Future.failedFuture(new IllegalStateException("secret host"));
        try (var client = surface.client()) {
            var answer = client.chat(Surface.HELLO).answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("internal_error").doesNotContain("secret");
            assertThat(answer.headers()).containsEntry("x-should-retry", "false");
        }
    }

    @Test
    void anAnswerThatComesFromAnotherThreadIsWrittenOnTheRightOne() throws Exception {
        surface.upstream = call -> {
            var later = Promise.<Reply>promise();
            new Thread(() -> later.complete(Surface.whole("{}"))).start();
            return later.future();
        };
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO).answer().body()).isEqualTo("{}");
        }
    }

    @Test
    void aHeaderNameThatIsNoneIsLeftOut() {
        surface.upstream = call -> Future.succeededFuture(new Reply.Whole(
                new Head(200, Map.of("not a name", "x", "", "y", "good", "z")),
                Buffer.buffer("{}"),
                Ending.succeeded(Usage.UNKNOWN, "stop"),
                null));
        try (var client = surface.client()) {
            var answer = client.chat(Surface.HELLO).answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("good", "z").doesNotContainKey("x-frond-endpoint");
        }
    }

    @Test
    void aReplyThatCannotBeWrittenClosesTheConnectionInsteadOfLettingTheClientWait() {
        surface.upstream = call -> Future.succeededFuture(new Reply.Whole(
                new Head(-1, Map.of()), Buffer.buffer("{}"), Ending.succeeded(Usage.UNKNOWN, "stop"), null));
        try (var client = surface.client()) {
            assertThat(client.chat(Surface.HELLO).rest()).isEmpty();
        }
        try (var client = surface.client()) {
            assertThat(client.get("/v1/models").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void requestsInOnePacketAreAnsweredInTheirOrder() {
        surface.upstream =
                call -> Future.succeededFuture(Surface.whole(call.ask().question()));
        try (var client = surface.client()) {
            client.chat(Surface.HELLO.replace("hello", "first"));
            client.chat(Surface.HELLO.replace("hello", "second"));
            assertThat(client.answer().body()).isEqualTo("first");
            assertThat(client.answer().body()).isEqualTo("second");
        }
    }

    private static Passage passage(String document) {
        return new Passage(new Source("kb", document, "v1"), "h", "t", 1, Instant.EPOCH);
    }
}
