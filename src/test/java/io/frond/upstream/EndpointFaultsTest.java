package io.frond.upstream;

import static io.frond.testing.Replies.USAGE_CHUNK;
import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.delta;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.hangUp;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.reply;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import io.frond.upstream.Bench.Got;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** One endpoint, one try: what becomes of each thing that a provider can do. */
@ExtendWith(VertxExtension.class)
class EndpointFaultsTest {
    private static final Duration MOMENT = Duration.ofMillis(40);

    private Bench bench;
    private FakeProvider provider;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx).retries(0);
        provider = FakeProvider.start(vertx);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    /** Short times only where time is the point: a busy machine is not a broken provider. */
    private void patience(Reason expected) {
        if (expected == Reason.UPSTREAM_TIMEOUT) {
            bench.timeouts(150, 150, 150, 5_000);
        }
    }

    private Got plain(Script script) {
        provider.instead(script);
        return bench.ask(bench.backend(provider.url()), TestCalls.plain());
    }

    private Got streamed(Script script) {
        provider.instead(script);
        return bench.ask(bench.backend(provider.url()), TestCalls.stream());
    }

    @Test
    void aWholeAnswerPassesUnchangedWithItsUsage() {
        var got = plain(
                json(200, Replies.ANSWER, "x-frond-simulated: 1", "set-cookie: a=b", "connection: x-hop", "x-hop: 1"));
        assertThat(got.text()).isEqualTo(Replies.ANSWER);
        assertThat(got.end().usage()).isEqualTo(Usage.of(3, 2));
        assertThat(got.end().finish()).isEqualTo("stop");
        assertThat(got.answer().head().headers())
                .containsEntry("x-frond-simulated", "1")
                .containsEntry("content-type", "application/json")
                .doesNotContainKeys("set-cookie", "x-hop", "connection", "content-length");
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of("html", reply(200, "text/html", "<html>oops</html>"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("half json", json(200, "{\"choices\":[{"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("two documents", json(200, "{}{}"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("no object", json(200, "[1]"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("nothing", json(200, ""), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("an error as 200", json(200, "{\"error\":{\"message\":\"no\"}}"), Reason.UPSTREAM_5XX),
                Arguments.of("gzip", json(200, "{}", "content-encoding: gzip"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of(
                        "short body",
                        (Script) x -> x.send(
                                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"a\":1}")
                                .hangUp(),
                        Reason.UPSTREAM_PROTOCOL),
                Arguments.of(
                        "bad chunk",
                        (Script) x -> x.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZZ\r\n{}"),
                        Reason.UPSTREAM_PROTOCOL),
                Arguments.of("not http", (Script) x -> x.send("SSH-2.0-OpenSSH_9.6\r\n\r\n"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("reset before headers", cut(), Reason.UPSTREAM_CONNECT),
                Arguments.of("closed before headers", hangUp(), Reason.UPSTREAM_CONNECT),
                Arguments.of("silence", silence(), Reason.UPSTREAM_TIMEOUT),
                Arguments.of(
                        "silence after the head",
                        (Script) x -> x.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"),
                        Reason.UPSTREAM_TIMEOUT),
                Arguments.of("500", json(500, "{}"), Reason.UPSTREAM_5XX),
                Arguments.of("503", json(503, "{}"), Reason.UPSTREAM_5XX),
                Arguments.of("429", json(429, "{}"), Reason.UPSTREAM_RATE),
                Arguments.of("401", json(401, "{\"error\":{\"message\":\"bad sk-upstream\"}}"), Reason.UPSTREAM_AUTH),
                Arguments.of("redirect", json(302, "", "location: http://x/"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("html 404", reply(404, "text/html", "<html/>"), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("a stream", stream(true, "Hi"), Reason.UPSTREAM_PROTOCOL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void isNeverAnAnswer(String what, Script script, Reason reason) {
        patience(reason);
        var got = plain(script);
        assertThat(got.no().reason()).isEqualTo(reason);
        assertThat(got.no().detail()).doesNotContain("127.0.0.1", "sk-upstream", "html");
        assertThat(got.servedBy().endpoint()).isEqualTo("general#1");
    }

    @Test
    void aRefusedConnectionIsAConnectFault() {
        var backend = bench.backend(provider.url());
        provider.close();
        assertThat(bench.ask(backend, TestCalls.plain()).no().reason()).isEqualTo(Reason.UPSTREAM_CONNECT);
    }

    @Test
    void aBadRequestGetsTheProvidersOwnWords() {
        var own = "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\",\"n\":1.0}}";
        var got = plain(json(400, own));
        assertThat(got.answer().head().status()).isEqualTo(400);
        assertThat(got.text()).isEqualTo(own);
        assertThat(got.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void anotherShapeOfErrorIsBroughtIntoTheUsualOne() {
        var got = plain(json(422, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]}"));
        assertThat(got.answer().head().status()).isEqualTo(422);
        assertThat(got.text())
                .isEqualTo(
                        "{\"error\":{\"message\":\"field required\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
    }

    @Test
    void tellsWhenALaterTryIsWorthIt() {
        var got = plain(json(429, "{}", "retry-after: 1.5"));
        assertThat(got.no().retryAfter()).isEqualTo(Duration.ofMillis(1500));
        assertThat(got.no().headers()).containsEntry("x-should-retry", "true");
        var precise = plain(json(429, "{}", "retry-after-ms: 300", "retry-after: 1"));
        assertThat(precise.no().retryAfter()).isEqualTo(Duration.ofMillis(300));
        assertThat(plain(json(500, "{}")).no().headers()).containsEntry("x-should-retry", "false");
    }

    @Test
    void aStreamPassesUnchangedButForTheUsageThatTheClientDidNotAskFor() {
        var got = streamed(stream(true, "Hel", "lo"));
        assertThat(got.refused()).isNull();
        assertThat(got.text()).isEqualTo(deltas("Hel", "lo") + finish() + done());
        assertThat(got.end().usage()).isEqualTo(Usage.of(3, 2));
        assertThat(got.end().finish()).isEqualTo("stop");
        assertThat(got.answer().head().contentType()).isEqualTo("text/event-stream");
    }

    @Test
    void aStreamWithoutItsMarkerIsCompleteWhenItHasFinished() {
        var got = streamed(streamHead().then(bytes(deltas("Hi") + finish())).then(lastChunk()));
        assertThat(got.text()).isEqualTo(deltas("Hi") + finish() + done());
        assertThat(got.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of("reset", cut()), Arguments.of("close", hangUp()), Arguments.of("bad chunk", (Script)
                        x -> x.send("oops\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void aStreamThatBreaksBehindItsFinishIsCompleteWithoutTheTornTail(String how, Script rupture) {
        for (String tail : List.of("", event(USAGE_CHUNK).substring(0, 40), "id: 7", ": sti", event(USAGE_CHUNK))) {
            var got = streamed(streamHead()
                    .then(bytes(deltas("Hi") + finish()))
                    .then(MOMENT, bytes(tail))
                    .then(MOMENT, rupture));
            assertThat(got.refused()).as(tail).isNull();
            assertThat(got.text()).as(tail).isEqualTo(deltas("Hi") + finish() + done());
            assertThat(got.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(got.end().finish()).isEqualTo("stop");
            if (tail.equals(event(USAGE_CHUNK))) {
                assertThat(got.end().usage()).isEqualTo(Usage.of(3, 2));
            }
        }
    }

    @Test
    void malformedEventsAreCountedAndLoggedOnceForAStreamWithoutTheirContent() {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        logger().addAppender(log);
        var got = streamed(streamHead()
                .then(bytes(delta("Hel") + event("{\"secret") + event("[\"secret\"]") + delta("lo")))
                .then(finished()));
        logger().detachAppender(log);
        assertThat(got.text()).isEqualTo(deltas("Hel", "lo") + finish() + done());
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("general#1", "2")
                .doesNotContain("secret"));
        assertThat(bench.meters
                        .get("frond.events.dropped")
                        .tag("backend", "general")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(EndpointClient.class);
    }

    @Test
    void aFinishedStreamThatStaysOpenIsNotWaitedForLong() {
        bench.timeouts(5_000, 5_000, 300, 5_000);
        var got = streamed(streamHead().then(bytes(deltas("Hi") + finish())));
        assertThat(got.refused()).isNull();
        assertThat(got.text()).endsWith(done());
    }

    @Test
    void aSlowReaderOfAFinishedStreamStillGetsItsUsage(Vertx vertx) {
        bench.timeouts(5_000, 5_000, 200, 5_000);
        var rest = bytes(event(USAGE_CHUNK) + done()).then(lastChunk());
        provider.instead(streamHead().then(bytes(deltas("Hi") + finish())).then(MOMENT.multipliedBy(3), rest));
        var reply = (Reply.Streamed)
                Bench.await(bench.open(bench.backend(provider.url()), TestCalls.of(TestCalls.STREAM_WITH_USAGE)));
        var seen = Buffer.buffer();
        vertx.runOnContext(nothing -> reply.bytes().handler(seen::appendBuffer).fetch(1));
        vertx.setTimer(
                MOMENT.multipliedBy(10).toMillis(), later -> reply.bytes().resume());
        assertThat(Bench.await(reply.ended()).usage()).isEqualTo(Usage.of(3, 2));
        assertThat(seen.toString()).endsWith(event(USAGE_CHUNK) + done());
    }

    @Test
    void aStreamEndsForTheClientWithItsMarkerWhateverComesAfter() {
        var got = streamed(streamHead().then(bytes(deltas("Hi") + finish() + done() + deltas("ghost"))));
        assertThat(got.text()).isEqualTo(deltas("Hi") + finish() + done());
        assertThat(got.end().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    static Stream<Arguments> brokenStreams() {
        var begun = streamHead().then(bytes(deltas("Hel")));
        return Stream.of(
                Arguments.of("clean end", begun.then(lastChunk()), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("reset", begun.then(MOMENT, cut()), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("close", begun.then(MOMENT, hangUp()), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("bad chunk", begun.then(MOMENT, x -> x.send("oops\r\n")), Reason.UPSTREAM_PROTOCOL),
                Arguments.of(
                        "half event", begun.then(bytes("data: {\"cho")).then(lastChunk()), Reason.UPSTREAM_PROTOCOL),
                Arguments.of("silence", begun, Reason.UPSTREAM_TIMEOUT),
                Arguments.of(
                        "error event",
                        begun.then(
                                MOMENT,
                                bytes(event("{\"error\":{\"message\":\"at http://10.0.0.7/v1 with sk-abcdefgh\"}}"))),
                        Reason.UPSTREAM_5XX));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenStreams")
    void aBrokenStreamNeverLooksWhole(String how, Script script, Reason reason) {
        patience(reason);
        var got = streamed(script);
        assertThat(got.text()).isEqualTo(deltas("Hel"));
        assertThat(got.no().reason()).isEqualTo(reason);
        assertThat(got.no().detail()).doesNotContain("10.0.0.7", "sk-abc");
        assertThat(got.end().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(got.end().reason()).isEqualTo(reason);
    }

    @Test
    void aStreamThatDiesBeforeItsFirstByteIsARefusal() {
        assertThat(streamed(streamHead().then(cut())).no().reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        assertThat(streamed(streamHead().then(bytes(event("{\"error\":\"busy\"}"))))
                        .no()
                        .reason())
                .isEqualTo(Reason.UPSTREAM_5XX);
        patience(Reason.UPSTREAM_TIMEOUT);
        var late = streamed(streamHead());
        assertThat(late.reply()).isNull();
        assertThat(late.no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
    }

    @Test
    void aStreamWithoutEndIsEnded() {
        bench.timeouts(5_000, 5_000, 5_000, 600);
        Script drip = exchange -> {};
        for (int i = 0; i < 40; i++) {
            drip = drip.then(drop(i));
        }
        var got = streamed(streamHead().then(bytes(deltas("Hi"))).then(drip));
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(got.no().detail()).contains("end in time");
    }

    private static Script drop(int i) {
        return exchange -> exchange.later(Duration.ofMillis(50L * i), () -> exchange.chunk(": still here\n\n"));
    }

    @Test
    void theClientsOwnTimeLimitIsNotTheEndpointsFault() {
        provider.instead(silence());
        var got = bench.ask(bench.backend(provider.url()), TestCalls.plain(Duration.ofMillis(60)));
        assertThat(got.no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(Ends.outcome(got.no())).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void howLongTheClientsSdkWaitsBoundsAnAnswerButNotAStreamThatHasBegun() {
        provider.instead(silence());
        var late =
                bench.ask(bench.backend(provider.url()), TestCalls.patient(TestCalls.plain(), Duration.ofMillis(60)));
        assertThat(late.no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
        assertThat(Ends.outcome(late.no())).isEqualTo(Outcome.IGNORED);
        provider.instead(streamHead().then(bytes(deltas("Hi"))).then(Duration.ofMillis(600), finished()));
        var call = TestCalls.patient(TestCalls.stream(), Duration.ofMillis(400));
        assertThat(bench.ask(bench.backend(provider.url()), call).end().outcome())
                .isEqualTo(Outcome.SUCCEEDED);
        provider.instead(silence());
        assertThat(bench.ask(bench.backend(provider.url()), call).no().reason()).isEqualTo(Reason.UPSTREAM_TIMEOUT);
    }

    private static Script finished() {
        return bytes(finish() + done()).then(lastChunk());
    }

    @Test
    void aLargeAnswerIsReadToo() {
        var large = Replies.ANSWER.replace("Hello", "x".repeat(1_500_000));
        var got = bench.ask(backendOf(json(200, large)), TestCalls.plain());
        assertThat(got.text()).isEqualTo(large);
        assertThat(got.end().usage()).isEqualTo(Usage.of(3, 2));
    }

    private Backend backendOf(Script script) {
        provider.instead(script);
        return bench.backend(provider.url());
    }

    @Test
    void theClientsKeyNeverGoesUpstream() {
        provider.instead(answer());
        var headers = java.util.Map.of(
                "authorization",
                "Bearer client",
                "x-api-key",
                "client",
                "traceparent",
                "00-ab",
                "idempotency-key",
                "k1");
        var call = TestCalls.of(TestCalls.PLAIN, headers, null, new io.frond.model.Caller());
        assertThat(bench.model("gpt\"x")
                        .ask(bench.backend(provider.url()), call)
                        .answer())
                .isInstanceOf(Reply.Whole.class);
        var request = provider.requests().get(0);
        assertThat(request.head()).doesNotContain("client");
        assertThat(request.line()).isEqualTo("POST /v1/chat/completions");
        assertThat(request.header("authorization")).isEqualTo("Bearer sk-upstream");
        assertThat(request.header("accept-encoding")).isEqualTo("identity");
        assertThat(request.header("x-request-id")).isEqualTo("req-1");
        assertThat(request.header("traceparent")).isEqualTo("00-ab");
        assertThat(request.header("idempotency-key")).isNull();
        assertThat(request.body()).hasToString(TestCalls.PLAIN.replace("\"m\"", "\"gpt\\\"x\""));
    }
}
