package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.CacheConfig;
import io.frond.model.Ask;
import io.frond.model.CacheControl;
import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Priority;
import io.frond.model.Provenance;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.model.Wishes;
import io.frond.model.Workers;
import io.frond.testing.FakeClock;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotentTest {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of(), true);
    private static final Tenant GLOBEX = new Tenant("globex", "web", List.of(), List.of(), true);
    private static final CacheConfig.Idempotency DAY = CacheConfig.Idempotency.USUAL;
    private static final Provenance MADE =
            new Provenance("policy", List.of("returns.md"), List.of(new Source("policies", "returns.md", "v1")));
    private static final String ANSWER = "{\"choices\":[]}";

    private final FakeClock clock = new FakeClock();
    private final KeyedAnswers answers = new KeyedAnswers(CacheStore.recent(64 << 20, clock));
    private boolean busy;
    private final Workers workers = new Workers() {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            return busy
                    ? Future.failedFuture(Refused.of(Reason.SHED, "The pool is full."))
                    : Future.future(promise -> promise.complete(done(work)));
        }
    };
    private final Cache cache = cache(DAY, answers);

    @Test
    void aRequestSentAgainIsAnsweredWithTheFirstAnswerForADay() {
        fill(miss(creative("k1").build()), whole(200, "tool_calls"));
        clock.advance(Duration.ofHours(24).minusSeconds(1));

        var hit = hit(creative("k1").build());

        assertThat(hit.status()).isEqualTo("frond; hit; ttl=1; detail=idempotency-key");
        assertThat(hit.provenance()).isEqualTo(MADE);
        assertThat(hit.reply().head())
                .isEqualTo(new Head(
                        200,
                        Map.of("content-type", "application/json", "idempotent-replayed", "true", "age", "86399")));
        assertThat(((Reply.Whole) hit.reply()).body()).hasToString(ANSWER);
        assertThat(hit.reply().served()).isNull();
        assertThat(hit.reply().ended().result().usage().reported()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(found(creative("k1").build())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void theFirstIsAnsweredAsItWouldBeWithoutAKey() {
        var first = miss(creative("k1").build());

        assertThat(first.status()).isEqualTo("frond; fwd=bypass");
        var answer = whole(200, "stop");
        assertThat(first.fill().with(answer, MADE)).isSameAs(answer);
    }

    @Test
    void anotherRequestUnderTheKeyIsRefusedWithWhatIsWrong() {
        fill(miss(creative("k1").build()), whole(200, "stop"));

        var refused = refused(creative("k1").body("{\"model\":\"other\"}").build());

        assertThat(refused.reason()).isEqualTo(Reason.CALLER_IDEMPOTENCY);
        assertThat(refused.param()).isEqualTo("Idempotency-Key");
        assertThat(refused.detail()).contains("body").doesNotContain("k1");
    }

    @Test
    void anotherRequestUnderAKeyInFlightIsRefusedAtOnce() {
        var first = miss(creative("k1").build());

        assertThat(refused(creative("k1").body("{\"model\":\"other\"}").build()).reason())
                .isEqualTo(Reason.CALLER_IDEMPOTENCY);
        fill(first, whole(200, "stop"));
        assertThat(found(creative("k1").build())).isInstanceOf(Found.Hit.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":[true]} | { \"b\": [true], \"a\": 1 }",
                "{\"a\":1,\"a\":1}      | {\"a\":1,\"a\":1}",
                "no JSON                | no JSON",
            })
    void aBodyThatSaysTheSameIsTheSame(String one, String again) {
        fill(miss(creative("k1").body(one).build()), whole(200, "stop"));

        assertThat(found(creative("k1").body(again).build())).isInstanceOf(Found.Hit.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":1}|{\"a\":1.0}", "{\"a\":1,\"a\":1}|{\"a\":1, \"a\":1}", "no JSON|no  JSON"})
    void aBodyThatCouldSaySomethingElseIsAnother(String one, String other) {
        fill(miss(creative("k1").body(one).build()), whole(200, "stop"));

        assertThat(refused(creative("k1").body(other).build()).reason()).isEqualTo(Reason.CALLER_IDEMPOTENCY);
    }

    @Test
    void theWishForARouteIsPartOfTheRequest() {
        fill(miss(ask("k1", "contracts")), whole(200, "stop"));

        assertThat(refused(ask("k1", "policy")).reason()).isEqualTo(Reason.CALLER_IDEMPOTENCY);
        assertThat(refused(ask("k1", null)).reason()).isEqualTo(Reason.CALLER_IDEMPOTENCY);
        assertThat(found(ask("k1", "contracts"))).isInstanceOf(Found.Hit.class);
    }

    @Test
    void twoTenantsWithTheSameKeyNeverMeet() {
        fill(miss(creative("k1").build()), whole(200, "stop"));
        var running = miss(creative("k2").build());

        for (var key : List.of("k1", "k2")) {
            var other = cache.recall(GLOBEX, creative(key).body("{}").build());
            assertThat(other.result()).isInstanceOf(Found.Miss.class);
        }
        running.fill().abandon();
    }

    @Test
    void whoSendsTheSameMeanwhileWaitsAndGetsTheSame() {
        var first = miss(creative("k1").build());
        var twin = cache.recall(ACME, creative("k1").build());
        assertThat(twin.isComplete()).isFalse();

        fill(first, whole(200, "stop"));

        var hit = (Found.Hit) twin.result();
        assertThat(hit.status()).isEqualTo("frond; fwd=miss; collapsed; detail=idempotency-key");
        assertThat(hit.reply().head().headers()).containsEntry("idempotent-replayed", "true");
        assertThat(((Reply.Whole) hit.reply()).body()).hasToString(ANSWER);
    }

    @Test
    void aTwinOverAReloadWaitsToo() {
        var first = miss(creative("k1").build());
        var reloaded = cache(DAY, answers);
        var twin = reloaded.recall(ACME, creative("k1").build());
        assertThat(twin.isComplete()).isFalse();

        fill(first, whole(200, "stop"));

        assertThat(twin.result()).isInstanceOf(Found.Hit.class);
    }

    @Test
    void whatFailedIsTriedAgain() {
        miss(creative("k1").build()).fill().abandon();
        fill(miss(creative("k1").build()), broken());

        assertThat(found(creative("k1").body("{}").build()))
                .as("nothing is remembered of it, not even what was asked")
                .isInstanceOf(Found.Miss.class);
    }

    @Test
    void whenTheFirstFailsItsTwinTries() {
        var first = miss(creative("k1").build());
        var twin = cache.recall(ACME, creative("k1").build());
        var last = cache.recall(ACME, creative("k1").build());

        first.fill().abandon();
        assertThat(last.isComplete()).isFalse();
        fill((Found.Miss) twin.result(), whole(200, "stop"));

        assertThat(last.result()).isInstanceOf(Found.Hit.class);
    }

    @Test
    void aCacheBehindThatFailsFreesTheKey() {
        var wishes = new Wishes(
                null, new CacheControl(false, false, true, null, null, ""), null, null, "k1", Priority.INTERACTIVE);
        assertThat(refused(new SampleAsk().wishes(wishes).build()).reason()).isEqualTo(Reason.POLICY_CACHE);

        assertThat(found(creative("k1").build())).isInstanceOf(Found.Miss.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 413, 422})
    void theModelServicesAnswerToABadRequestIsKept(int status) {
        fill(miss(creative("k1").build()), whole(status, ""));

        assertThat(hit(creative("k1").build()).reply().head().status()).isEqualTo(status);
    }

    @Test
    void aStreamIsReplayedToWhoWaitedAndToWhoCameLater() {
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var reader = Reader.of(miss(creative("k1").build()).fill().with(streamed(bytes, ended), MADE));
        var twin = cache.recall(ACME, creative("k1").build());
        bytes.send("data: 1\n\n");
        bytes.send("data: [DONE]\n\n");
        bytes.end();
        assertThat(twin.isComplete()).isFalse();
        ended.complete(Ending.succeeded(Usage.of(3, 4), "length"));

        assertThat(reader.seen).hasToString("data: 1\n\ndata: [DONE]\n\n");
        assertThat(Reader.of(((Found.Hit) twin.result()).reply()).seen).isEqualTo(reader.seen);
        assertThat(Reader.of(hit(creative("k1").build()).reply()).seen).isEqualTo(reader.seen);
    }

    @Test
    void theFirstMayLeaveAmidAStreamAndItsTwinStillGetsAll() {
        var leaving = new Caller();
        var first = miss(creative("k1").caller(leaving).build());
        var twin = cache.recall(ACME, creative("k1").build());
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var reply = (Reply.Streamed) first.fill().with(streamed(bytes, ended), MADE);
        bytes.send("data: 1\n\n");

        leaving.leave();
        reply.bytes().pause();
        bytes.send("data: 2\n\n");
        bytes.end();
        ended.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));

        assertThat(first.caller().gone()).isFalse();
        assertThat(Reader.of(((Found.Hit) twin.result()).reply()).seen).hasToString("data: 1\n\ndata: 2\n\n");
    }

    @Test
    void whenAllHaveLeftTheModelServiceHearsOfItAndTheKeyIsFree() {
        var one = new Caller();
        var two = new Caller();
        var first = miss(creative("k1").caller(one).build());
        var twin = cache.recall(ACME, creative("k1").caller(two).build());

        one.leave();
        assertThat(first.caller().gone()).isFalse();
        two.leave();

        assertThat(first.caller().gone()).isTrue();
        assertThat(twin.failed()).isTrue();
        assertThat(miss(creative("k1").build()).caller().gone()).isFalse();
    }

    @Test
    void anAnswerFromTheCacheForAllIsRememberedUnderTheKeyToo() {
        var plain = miss(new SampleAsk().build());
        fill(plain, whole(200, "stop"));
        assertThat(hit(ask("k1", null)).status()).isEqualTo("frond; hit; ttl=600");
        clock.advance(Duration.ofMinutes(11));

        assertThat(found(new SampleAsk().build())).isInstanceOf(Found.Miss.class);
        assertThat(((Reply.Whole) hit(ask("k1", null)).reply()).body()).hasToString(ANSWER);
    }

    @Test
    void aStreamFromTheCacheForAllIsRememberedUnderTheKeyToo() {
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var first = Reader.of(miss(new SampleAsk().build()).fill().with(streamed(bytes, ended), MADE));
        bytes.send("data: 1\n\n");
        bytes.end();
        ended.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));
        assertThat(Reader.of(hit(ask("k1", null)).reply()).seen).isEqualTo(first.seen);

        var again = hit(ask("k1", null));

        assertThat(again.status()).endsWith("detail=idempotency-key");
        assertThat(Reader.of(again.reply()).seen).isEqualTo(first.seen);
    }

    @Test
    void twoKeysForTheSameQuestionAreOneFetchAndBothRememberIt() {
        var first = miss(ask("k1", null));
        var other = cache.recall(ACME, ask("k2", null));
        fill(first, whole(200, "stop"));

        assertThat(other.result().status()).isEqualTo("frond; fwd=miss; collapsed");
        assertThat(hit(ask("k2", null)).status()).endsWith("detail=idempotency-key");
    }

    @Test
    void noStoreKeepsNothingUnderAKeyEither() {
        var silent = new Wishes(
                null, new CacheControl(true, true, false, null, null, ""), null, null, "k1", Priority.INTERACTIVE);
        fill(miss(new SampleAsk().wishes(silent).build()), whole(200, "stop"));

        assertThat(found(creative("k1").build())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void whoTurnsItOffGetsEveryRequestAnsweredAnew() {
        var off = cache(new CacheConfig.Idempotency(false, DAY.ttl(), DAY.size()), answers);
        fill((Found.Miss) off.recall(ACME, creative("k1").build()).result(), whole(200, "stop"));

        assertThat(off.recall(ACME, creative("k1").build()).result()).isInstanceOf(Found.Miss.class);
    }

    @Test
    void withoutAKeyNothingChanges() {
        fill(miss(creative(null).build()), whole(200, "stop"));

        assertThat(found(creative(null).build())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void aLargeBodyIsReadByAWorkerAndNeverPassedOverWhereNoneHasTime() {
        var large = creative("k1").body("{\"a\":\"" + "x".repeat(300_000) + "\"}");
        fill(miss(large.build()), whole(200, "stop"));
        assertThat(found(large.build())).isInstanceOf(Found.Hit.class);

        busy = true;

        assertThat(refused(large.build()).reason()).isEqualTo(Reason.SHED);
    }

    @Test
    void noKeyOfAClientIsInTheStore() {
        assertThat(RequestDigest.place(ACME, "secret-key"))
                .matches("idempotency:[0-9a-f]{64}")
                .isNotEqualTo(RequestDigest.place(GLOBEX, "secret-key"))
                .isNotEqualTo(RequestDigest.place(ACME, "secret-kez"));
    }

    private Cache cache(CacheConfig.Idempotency config, KeyedAnswers kept) {
        var exact =
                new ExactCache(new SampleConfig().build(), CacheStore.memory(64 << 20, clock), source -> true, workers);
        return new Idempotent(exact, config, kept, workers);
    }

    private static <T> T done(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Found found(Ask ask) {
        var found = cache.recall(ACME, ask);
        assertThat(found.succeeded()).as("found at once").isTrue();
        return found.result();
    }

    private Found.Miss miss(Ask ask) {
        return (Found.Miss) found(ask);
    }

    private Found.Hit hit(Ask ask) {
        return (Found.Hit) found(ask);
    }

    private Refused refused(Ask ask) {
        return (Refused) cache.recall(ACME, ask).cause();
    }

    private static void fill(Found.Miss miss, Reply reply) {
        assertThat(miss.fill().with(reply, MADE)).isSameAs(reply);
    }

    /** A request that the cache for all does not answer. */
    private static SampleAsk creative(@Nullable String key) {
        return new SampleAsk()
                .tools()
                .temperature(1)
                .wishes(new Wishes(null, CacheControl.NONE, null, null, key, Priority.INTERACTIVE));
    }

    private static Ask ask(String key, @Nullable String route) {
        return new SampleAsk()
                .wishes(new Wishes(route, CacheControl.NONE, null, null, key, Priority.INTERACTIVE))
                .build();
    }

    private static Reply whole(int status, String finish) {
        return whole(status, Ending.succeeded(Usage.of(10, 5), finish));
    }

    private static Reply broken() {
        return whole(200, Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN));
    }

    private static Reply whole(int status, Ending ending) {
        var head = new Head(status, Map.of("content-type", "application/json", "x-request-id", "upstream-1"));
        return new Reply.Whole(head, Buffer.buffer(ANSWER), ending, null);
    }

    private static Reply streamed(FakeStream bytes, Promise<Ending> ended) {
        var head = new Head(200, Map.of("content-type", "text/event-stream"));
        return new Reply.Streamed(head, bytes, ended.future(), null);
    }
}
