package io.frond.upstream;

import static io.frond.testing.Replies.ANSWER;
import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.stream;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.Ability;
import io.frond.config.BackendConfig;
import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.model.Limits;
import io.frond.model.Operation;
import io.frond.model.Reason;
import io.frond.model.Route;
import io.frond.model.Span;
import io.frond.model.Wishes;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
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

/** Backends that answer for one another: one endpoint each, so that a second try is either a repeat or a fallback. */
@ExtendWith(VertxExtension.class)
class ChainTest {
    private static final String TOO_LONG =
            "{\"error\":{\"message\":\"too long\",\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}";

    private Bench bench;
    private FakeProvider main;
    private FakeProvider spare;
    private FakeProvider last;

    @BeforeEach
    void start(Vertx vertx) {
        bench = new Bench(vertx);
        main = FakeProvider.start(vertx, answer());
        spare = FakeProvider.start(vertx, answer());
        last = FakeProvider.start(vertx, answer());
    }

    @AfterEach
    void stop() {
        List.of(main, spare, last).forEach(FakeProvider::close);
    }

    private Backend backend(String name, FakeProvider provider) {
        return backend(name, provider, Ability.ANY);
    }

    private Backend backend(String name, FakeProvider provider, Ability can) {
        return bench.named(name, can).backend(provider.url());
    }

    private Chain two() {
        return new Chain(backend("main", main), List.of(backend("spare", spare)), Map.of());
    }

    private static Ability context(int tokens) {
        return new Ability(tokens, true, true, true, true);
    }

    private int requests() {
        return main.requests().size()
                + spare.requests().size()
                + last.requests().size();
    }

    private static Call scanned(String body) {
        return scanned(body, Operation.CHAT);
    }

    private static Call scanned(String body, Operation operation) {
        var bytes = Buffer.buffer(body);
        var fields = RequestScanner.scan(bytes, operation.kind(), "");
        var ask = new Ask("req-1", operation, bytes, fields, Wishes.NONE, name -> null, new Caller());
        return Call.straight(ask, new Route.Direct("r", "main", List.of()));
    }

    @Test
    void s01AShortWaitBeatsAWeakerModel() {
        main.instead(json(429, "{}", "retry-after: 2"), stream(true, "Hi"));
        long began = System.nanoTime();
        var got = bench.ask(two(), TestCalls.stream());
        assertThat(got.servedBy().endpoint()).isEqualTo("main#1");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(3_500));
        assertThat(main.requests()).hasSize(2);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void aLongWaitDoesNot() {
        main.instead(json(429, "{}", "retry-after: 6"));
        var chain = two();
        for (int i = 0; i < 3; i++) {
            assertThat(bench.ask(chain, TestCalls.plain()).servedBy().passed()).containsExactly("main=upstream_rate");
        }
        assertThat(main.requests()).hasSize(1);
    }

    @Test
    void s02AnEndlessRateLimitIsLeftAfterAFewTriesWithPauses() {
        main.instead(json(429, "{}"));
        long began = System.nanoTime();
        var got = bench.ask(two(), TestCalls.plain());
        assertThat(got.servedBy().endpoint()).isEqualTo("spare#1");
        assertThat(got.servedBy().attempts()).isEqualTo(4);
        assertThat(main.requests()).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(3));
    }

    @Test
    void s03OneFailureIsMadeGoodByTheSameBackend() {
        main.instead(json(500, "{}"), answer());
        var got = bench.ask(two(), TestCalls.plain());
        assertThat(got.servedBy().endpoint()).isEqualTo("main#1");
        assertThat(got.servedBy().passed()).isEmpty();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void s04ABackendThatIsDownIsMadeGoodWithinSixTries() {
        main.instead(json(503, "{}"));
        var got = bench.ask(two(), TestCalls.plain());
        assertThat(got.servedBy().endpoint()).isEqualTo("spare#1");
        assertThat(requests()).isEqualTo(4);
    }

    @Test
    void s04AChainDoesNotMultiplyTriesAndReachesItsEnd() {
        main.instead(json(503, "{}"));
        spare.instead(json(503, "{}"));
        last.instead(json(503, "{}"));
        var chain = new Chain(backend("main", main), List.of(backend("spare", spare), backend("last", last)), Map.of());
        var got = bench.ask(chain, TestCalls.plain());
        assertThat(requests()).isEqualTo(6);
        assertThat(last.requests()).hasSize(1);
        assertThat(got.servedBy().attempts()).isEqualTo(6);
        assertThat(got.servedBy().endpoint()).isEqualTo("last#1");
        assertThat(got.servedBy().passed()).containsExactly("main=upstream_5xx", "spare=upstream_5xx");
        assertThat(got.no().headers()).as("F33").containsEntry("x-should-retry", "false");
    }

    @Test
    void s05AResetBeforeTheHeadIsMadeGood() {
        main.instead(cut(), stream(true, "Hi"));
        assertThat(bench.ask(two(), TestCalls.stream()).text()).startsWith(deltas("Hi"));
        assertThat(requests()).isEqualTo(2);
    }

    static Stream<Script> silences() {
        return Stream.of(silence(), streamHead());
    }

    @ParameterizedTest
    @MethodSource("silences")
    void s06s07ASilentBackendIsAskedOnce(Script silent) {
        main.instead(silent);
        spare.instead(stream(true, "Hi"));
        bench.timeouts(300, 300, 5_000, 9_000);
        var got = bench.ask(two(), TestCalls.stream());
        assertThat(got.text()).startsWith(deltas("Hi"));
        assertThat(main.requests()).hasSize(1);
        assertThat(got.servedBy().passed()).containsExactly("main=upstream_timeout");
    }

    @Test
    void f9TheLastBackendMayUseWhatRemainsOfTheRequestsTime() {
        main.instead(silence());
        spare.instead(streamHead()
                .then(
                        Duration.ofMillis(900),
                        bytes(deltas("Hi") + finish() + done()).then(lastChunk())));
        bench.timeouts(400, 400, Duration.ofSeconds(4));
        assertThat(bench.ask(two(), TestCalls.stream()).text()).startsWith(deltas("Hi"));
    }

    @Test
    void f4AStreamThatHasBegunIsNotTakenUpByAnother() {
        main.instead(streamHead().then(bytes(deltas("Hi"))).then(Duration.ofMillis(30), cut()));
        assertThat(bench.ask(two(), TestCalls.stream()).no().reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void f10TheClientsTimeCapsTheWholeChain() {
        main.instead(silence());
        spare.instead(silence());
        bench.timeouts(500, 500, Duration.ofSeconds(9));
        long began = System.nanoTime();
        var got = bench.ask(two(), TestCalls.plain(Duration.ofMillis(900)));
        assertThat(got.no().param()).isEqualTo("x-request-timeout-ms");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1_900));
    }

    @Test
    void f11AFullOutageIsCarriedByTheFallbackWhateverTheBudgetHasLeft() {
        main.instead(json(500, "{}"));
        bench.retry(new BackendConfig.Retry(2, 0)).consecutive(1_000).clock(new FakeClock());
        var chain = two();
        for (int i = 0; i < 40; i++) {
            assertThat(bench.ask(chain, TestCalls.plain()).servedBy().endpoint())
                    .isEqualTo("spare#1");
        }
        assertThat(main.requests())
                .as("40 requests, and the first second's tries")
                .hasSize(50);
    }

    @Test
    void s16TheReplyNamesWhoAnsweredAndIsAskedForItsOwnModel() {
        main.instead(json(503, "{}"));
        var got = bench.ask(two(), TestCalls.plain());
        assertThat(got.servedBy().backend()).isEqualTo("spare");
        assertThat(got.servedBy().model()).isEqualTo("spare-model");
        assertThat(got.servedBy().passed()).containsExactly("main=upstream_5xx");
        assertThat(spare.requests().get(0).body().toString()).contains("\"model\":\"spare-model\"");
        assertThat(main.requests().get(0).body().toString()).contains("\"model\":\"main-model\"");
        assertThat(bench.meters
                        .get("frond.fallbacks")
                        .tags("backend", "main", "to", "spare", "reason", "upstream_5xx")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void passagesGoAlong() {
        main.instead(json(503, "{}"));
        var plain = TestCalls.plain();
        var passage = new Edit(Span.before(1), Buffer.buffer("\"passage\":1,"));
        var grounded = new Call(plain.ask(), plain.route(), List.of(passage), List.of(), List.of());
        bench.ask(two(), grounded);
        assertThat(spare.requests().get(0).body().toString()).startsWith("{\"passage\":1,\"model\":\"spare-model\"");
    }

    @Test
    void aFullHouseIsLeftForTheNextBackend() {
        bench.inflight(1);
        main.instead(silence());
        var chain = two();
        var caller = new Caller();
        var waiting = bench.start(chain, TestCalls.plain(caller));
        main.exchange();
        var got = bench.ask(chain, TestCalls.plain());
        assertThat(got.servedBy().passed()).containsExactly("main=shed");
        assertThat(got.servedBy().attempts()).isEqualTo(1);
        caller.leave();
        assertThat(Bench.await(waiting).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
    }

    /** Room for one call in each, and a queue. */
    private Chain narrow() {
        bench.limits(new BackendConfig.Cap(1, false, 5, Duration.ofSeconds(8), null, null, Limits.NONE));
        return two();
    }

    @Test
    void f22WhoFindsAFullHouseDoesNotQueueWhereTheNextHasRoom() {
        main.instead(silence());
        var chain = narrow();
        var caller = new Caller();
        var running = bench.start(chain, TestCalls.plain(caller));
        main.exchange();
        assertThat(bench.ask(chain, TestCalls.plain()).servedBy().passed()).containsExactly("main=shed");
        assertThat(main.requests()).hasSize(1);
        caller.leave();
        assertThat(Bench.await(running).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
    }

    @Test
    void f22WhoCanWaitQueuesForItsOwnModelAndSoDoAllWhereNobodyHasRoom() {
        main.instead(silence());
        spare.instead(silence());
        var chain = narrow();
        var calls = List.of(
                TestCalls.numbered(0),
                TestCalls.numbered(1).asking(TestCalls.numbered(1).ask().asBatch()),
                TestCalls.numbered(2),
                TestCalls.numbered(3));
        var running = bench.start(chain, calls.get(0));
        var first = main.exchange();
        var batch = bench.start(chain, calls.get(1));
        queued(chain, 1);
        var other = bench.start(chain, calls.get(2));
        var second = spare.exchange();
        var late = bench.start(chain, calls.get(3));
        queued(chain, 2);
        json(200, ANSWER).play(first);
        main.instead(answer());
        json(200, ANSWER).play(main.exchange());
        for (var each : List.of(running, batch, late)) {
            assertThat(Bench.await(each).servedBy().endpoint()).isEqualTo("main#1");
        }
        json(200, ANSWER).play(second);
        assertThat(Bench.await(other).servedBy().endpoint()).isEqualTo("spare#1");
    }

    private static void queued(Chain chain, int calls) {
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(chain.first().endpoints().get(0).queued()).isEqualTo(calls));
    }

    @Test
    void aRoutesOwnListHoldsInPlaceOfTheBackends() {
        main.instead(json(503, "{}"));
        var chain = new Chain(
                backend("main", main), List.of(backend("spare", spare)), Map.of("r", List.of(backend("last", last))));
        assertThat(bench.ask(chain, TestCalls.plain()).servedBy().endpoint()).isEqualTo("last#1");
        var none = new Chain(backend("main", main), List.of(backend("spare", spare)), Map.of("r", List.of()));
        assertThat(bench.ask(none, TestCalls.plain()).no().reason()).isEqualTo(Reason.UPSTREAM_5XX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools|'{\"model\":\"m\",\"tools\":[{}],\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'",
                "vision|'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]}]}'",
                "prefill|'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"I\"}]}'",
                "structured_output|'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}}'",
                "context|'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"This is longer than ten tokens, of four bytes each, can possibly be\"}]}'"
            })
    void aBackendThatCannotServeTheRequestIsSkipped(String needed, String body) {
        main.instead(json(503, "{}"));
        var little = new Ability(10, false, false, false, false);
        var chain = new Chain(
                backend("main", main), List.of(backend("spare", spare, little), backend("last", last)), Map.of());
        var got = bench.ask(chain, scanned(body));
        assertThat(got.servedBy().endpoint()).isEqualTo("last#1");
        assertThat(got.servedBy().passed()).containsExactly("main=upstream_5xx", "spare=" + needed);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void aPlainRequestIsServedByTheOneThatCanDoLittle() {
        main.instead(json(503, "{}"));
        var little = new Ability(10, false, false, false, false);
        var chain = new Chain(backend("main", main), List.of(backend("spare", spare, little)), Map.of());
        var plain = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"tools\":[],\"response_format\":{\"type\":\"json_object\"}}";
        assertThat(bench.ask(chain, scanned(plain)).servedBy().endpoint()).isEqualTo("spare#1");
    }

    @Test
    void vectorsOfAnotherModelAreNoAnswer() {
        main.instead(json(503, "{}"));
        var embedding =
                scanned("{\"model\":\"m\",\"input\":\"Hi\"}", Operation.post("/embeddings", Operation.Kind.EMBEDDING));
        assertThat(bench.ask(two(), embedding).no().reason()).isEqualTo(Reason.UPSTREAM_5XX);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void whatGoesOnFromAKeptResponseStaysWhereThatIsKept() {
        main.instead(json(503, "{}"));
        var next = scanned(
                "{\"model\":\"m\",\"input\":\"Hi\",\"previous_response_id\":\"resp_1\"}",
                Operation.post("/responses", Operation.Kind.RESPONSE));
        assertThat(bench.ask(two(), next).no().reason()).isEqualTo(Reason.UPSTREAM_5XX);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void s12AQuestionThatIsTooLongGoesToALargerModelOnce() {
        main.instead(json(400, TOO_LONG));
        last.instead(json(400, TOO_LONG));
        var chain = new Chain(
                backend("main", main, context(8_000)),
                List.of(backend("spare", spare, context(4_000)), backend("last", last, context(128_000))),
                Map.of());
        var got = bench.ask(chain, TestCalls.plain());
        assertThat(got.answer().head().status()).isEqualTo(400);
        assertThat(got.servedBy().endpoint()).isEqualTo("last#1");
        assertThat(requests()).isEqualTo(2);
        last.instead(answer());
        got = bench.ask(chain, TestCalls.plain());
        assertThat(got.answer().head().status()).isEqualTo(200);
        assertThat(got.servedBy().passed()).containsExactly("main=context_length_exceeded", "spare=context");
        assertThat(got.servedBy().attempts()).isEqualTo(2);
        assertThat(spare.requests()).isEmpty();
    }

    @Test
    void s12WithoutALargerModelTheProvidersErrorIsHandedOn() {
        main.instead(json(400, TOO_LONG));
        var chain = new Chain(backend("main", main, context(8_000)), List.of(backend("spare", spare)), Map.of());
        var got = bench.ask(chain, TestCalls.plain());
        assertThat(got.text()).isEqualTo(TOO_LONG);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void s12WhenTheLargerModelCannotAnswerTheFirstErrorIsHandedOn() {
        main.instead(json(400, TOO_LONG));
        spare.instead(json(503, "{}"));
        var chain = new Chain(
                backend("main", main, context(8_000)), List.of(backend("spare", spare, context(9_000))), Map.of());
        var got = bench.ask(chain, TestCalls.plain());
        assertThat(got.text()).isEqualTo(TOO_LONG);
        assertThat(got.servedBy().endpoint()).isEqualTo("main#1");
        assertThat(main.requests()).hasSize(1);
    }

    @Test
    void s12TheSameModelIsNotAskedAgainElsewhere() {
        main.instead(json(400, TOO_LONG));
        var same = bench.named("main", context(128_000)).backend(spare.url());
        var chain = new Chain(backend("main", main, context(8_000)), List.of(same), Map.of());
        bench.ask(chain, TestCalls.plain());
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content_policy_violation|rejected by our safety system",
                "content_filter|the response was filtered",
                "string_above_max_length|Invalid 'user': string too long"
            })
    void s13AnyOtherRefusalIsTheAnswer(String code, String message) {
        var refusal = "{\"error\":{\"message\":\"" + message + "\",\"code\":\"" + code + "\"}}";
        main.instead(json(400, refusal));
        var chain = new Chain(
                backend("main", main, context(10)), List.of(backend("spare", spare, context(128_000))), Map.of());
        assertThat(bench.ask(chain, TestCalls.plain()).text()).isEqualTo(refusal);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aCallerWhoLeavesIsNotAnsweredByTheNext() {
        main.instead(silence());
        var caller = new Caller();
        var got = bench.start(two(), TestCalls.plain(caller));
        main.exchange();
        caller.leave();
        assertThat(Bench.await(got).no().reason()).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(spare.requests()).isEmpty();
    }
}
