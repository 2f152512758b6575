package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.CacheConfig;
import io.frond.model.Ask;
import io.frond.model.CacheControl;
import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Head;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactCacheTest {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of(), true);
    private static final Source RETURNS = new Source("policies", "returns.md", "v1");
    private static final String ANSWER = "{\"choices\":[]}";
    private static final Workers NO_WORKERS = new Workers() {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            throw new AssertionError("small bodies need no worker");
        }
    };

    private final FakeClock clock = new FakeClock();
    private final CacheStore store = CacheStore.memory(64 << 20, clock);
    private final Set<Source> outdated = new HashSet<>();
    private final Cache cache = cache(new SampleConfig());

    @Test
    void theSameQuestionIsAnsweredFromTheCache() {
        var miss = miss(ask());
        assertThat(miss.status()).isEqualTo("frond; fwd=miss");
        assertThat(miss.fill().with(whole(200, "stop"), made(RETURNS))).isNotNull();
        clock.advance(Duration.ofSeconds(288));

        var hit = hit(ask());

        assertThat(hit.status()).isEqualTo("frond; hit; ttl=312");
        assertThat(hit.reply().head().status()).isEqualTo(200);
        assertThat(hit.reply().head().headers())
                .isEqualTo(Map.of("content-type", "application/json", "x-frond-simulated", "true", "age", "288"));
        assertThat(((Reply.Whole) hit.reply()).body()).hasToString(ANSWER);
        assertThat(hit.reply().ended().result().usage().reported()).isFalse();
        assertThat(hit.reply().served()).isNull();
    }

    @Test
    void anAnswerIsForgottenAfterItsTime() {
        fill(miss(ask()), whole(200, "stop"));
        clock.advance(Duration.ofMinutes(10));

        assertThat(miss(ask()).status()).isEqualTo("frond; fwd=miss");
    }

    @Test
    void anAnswerDiesWithTheDocumentItWasMadeFrom() throws Exception {
        fill(miss(ask()), whole(200, "stop"), RETURNS);
        outdated.add(RETURNS);

        assertThat(miss(ask()).status()).isEqualTo("frond; fwd=stale");
        outdated.clear();
        assertThat(cache.recall(ACME, ask()).isComplete())
                .as("the stale one was removed; the fetch is on")
                .isFalse();
    }

    @Test
    void whatWasOutdatedBeforeItWasFinishedIsNotKept() {
        var miss = miss(ask());
        outdated.add(RETURNS);
        fill(miss, whole(200, "stop"), RETURNS);
        outdated.clear();

        assertThat(miss(ask()).status()).isEqualTo("frond; fwd=miss");
    }

    @ParameterizedTest
    @CsvSource({"200,length", "200,content_filter", "200,tool_calls", "200,''", "400,stop", "404,stop", "429,''"})
    void onlyWholeGoodAnswersAreKept(int status, String finish) {
        fill(miss(ask()), whole(status, finish));

        assertThat(found(ask())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void anAnswerThatFailedIsNotKept() {
        fill(miss(ask()), whole(200, Ending.failed(Reason.UPSTREAM_PROTOCOL, Usage.UNKNOWN)));

        assertThat(found(ask())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void toolsAndChanceAreNotCached() {
        assertThat(miss(new SampleAsk().tools().build()).status()).isEqualTo("frond; fwd=bypass");
        assertThat(miss(new SampleAsk().temperature(0.1).build()).status()).isEqualTo("frond; fwd=bypass");
        fill(miss(new SampleAsk().temperature(0).build()), whole(200, "stop"));
        assertThat(found(new SampleAsk().temperature(0).build())).isInstanceOf(Found.Hit.class);
    }

    @Test
    void howMuchChanceIsAllowedIsConfigured() {
        var config = new CacheConfig(
                true,
                "memory",
                Duration.ofMinutes(10),
                1 << 20,
                0.3,
                CacheConfig.Idempotency.USUAL,
                CacheConfig.Semantic.USUAL);
        var warm = cache(new SampleConfig().cache(config));

        assertThat(recall(warm, new SampleAsk().temperature(0.3).build()).status())
                .isEqualTo("frond; fwd=miss");
        assertThat(recall(warm, new SampleAsk().temperature(0.4).build()).status())
                .isEqualTo("frond; fwd=bypass");
    }

    @Test
    void aCacheThatIsOffKeepsNothing() {
        var off = cache(new SampleConfig()
                .cache(new CacheConfig(
                        false,
                        "memory",
                        Duration.ofMinutes(1),
                        0,
                        null,
                        CacheConfig.Idempotency.USUAL,
                        CacheConfig.Semantic.USUAL)));
        fill((Found.Miss) recall(off, ask()), whole(200, "stop"));

        assertThat(recall(off, ask()).status()).isEqualTo("frond; fwd=bypass");
    }

    @Test
    void noCacheFetchesAnewAndRefills() {
        fill(miss(ask()), whole(200, "stop"));
        var fresh = miss(new SampleAsk().wishes(wishes(true, false, false)).build());
        assertThat(fresh.status()).isEqualTo("frond; fwd=request");
        clock.advance(Duration.ofMinutes(5));
        fill(fresh, whole(200, "stop"));

        assertThat(hit(ask()).status()).isEqualTo("frond; hit; ttl=600");
    }

    @Test
    void noStoreKeepsNothing() {
        var private_ = miss(new SampleAsk().wishes(wishes(false, true, false)).build());
        assertThat(private_.status()).isEqualTo("frond; fwd=request");
        fill(private_, whole(200, "stop"));

        assertThat(found(ask())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void onlyIfCachedIsAnsweredOrRefusedButNeverFetched() {
        var wish = new SampleAsk().wishes(wishes(false, false, true));
        assertThat(((Refused) cache.recall(ACME, wish.build()).cause()).reason())
                .isEqualTo(Reason.POLICY_CACHE);
        fill(miss(ask()), whole(200, "stop"));

        assertThat(found(wish.build())).isInstanceOf(Found.Hit.class);
        assertThat(cache.recall(ACME, wish.tools().build()).failed()).isTrue();
    }

    @Test
    void anAnswerOlderThanTheClientTakesIsFetchedAnewForIt() {
        fill(miss(ask()), whole(200, "stop"));
        clock.advance(Duration.ofSeconds(61));
        var aged = miss(noOlderThan(60));
        assertThat(aged.status()).isEqualTo("frond; fwd=request; detail=max-age");
        aged.fill().abandon();

        assertThat(hit(noOlderThan(61)).status()).isEqualTo("frond; hit; ttl=539");
        fill(miss(noOlderThan(60)), whole(200, "stop"));
        assertThat(hit(noOlderThan(1)).status()).isEqualTo("frond; hit; ttl=600");
    }

    @Test
    void whoWaitedForAnotherTakesNothingOlderEither() {
        fill(miss(ask()), whole(200, "stop"));
        clock.advance(Duration.ofSeconds(61));
        var late = new LateStore(store);
        var waiting = new ExactCache(new SampleConfig().build(), late, source -> true, NO_WORKERS);
        var leads = waiting.recall(ACME, ask());
        var follows = waiting.recall(ACME, noOlderThan(60));
        late.answer();

        assertThat(leads.result()).isInstanceOf(Found.Hit.class);
        assertThat(follows.result().status()).isEqualTo("frond; fwd=request; detail=max-age");
    }

    @Test
    void onlyIfCachedHoldsForTheAgeToo() {
        fill(miss(ask()), whole(200, "stop"));
        clock.advance(Duration.ofSeconds(61));
        var control = new CacheControl(false, false, true, Duration.ofSeconds(60), null, "");

        assertThat(((Refused) cache.recall(ACME, asking(control)).cause()).reason())
                .isEqualTo(Reason.POLICY_CACHE);
    }

    @Test
    void aClientMayShortenTheTimeOfItsAnswerAndNotLengthenIt() {
        fill(miss(asking(keptFor(20))), whole(200, "stop"));
        assertThat(hit(ask()).status()).isEqualTo("frond; hit; ttl=20");
        clock.advance(Duration.ofSeconds(20));

        fill(miss(asking(keptFor(99_999))), whole(200, "stop"));

        assertThat(hit(ask()).status()).isEqualTo("frond; hit; ttl=600");
    }

    @Test
    void whoHasNothingKeptMayStillBeAnswered() {
        var control = new CacheControl(false, true, false, null, null, "");
        fill(miss(asking(control)), whole(200, "stop"));
        fill(miss(ask()), whole(200, "stop"));

        assertThat(hit(asking(control)).status()).isEqualTo("frond; hit; ttl=600");
    }

    @Test
    void namespacesAreApart() {
        fill(miss(asking(within("a"))), whole(200, "stop"));

        assertThat(found(ask())).isInstanceOf(Found.Miss.class);
        assertThat(found(asking(within("b")))).isInstanceOf(Found.Miss.class);
        assertThat(found(asking(within("a")))).isInstanceOf(Found.Hit.class);
    }

    @Test
    void whoAsksTheSameMeanwhileGetsTheLeadersAnswer() {
        var leads = miss(ask());
        var waits = cache.recall(ACME, ask());
        assertThat(waits.isComplete()).isFalse();

        fill(leads, whole(200, "stop"));

        assertThat(waits.result().status()).isEqualTo("frond; fwd=miss; collapsed");
        assertThat(((Reply.Whole) ((Found.Hit) waits.result()).reply()).body()).hasToString(ANSWER);
    }

    @Test
    void whenTheLeaderFailsOneFollowerFetches() {
        var leads = miss(ask());
        var next = cache.recall(ACME, ask());
        var last = cache.recall(ACME, ask());

        leads.fill().abandon();
        assertThat(last.isComplete()).isFalse();
        fill((Found.Miss) next.result(), whole(200, "stop"));

        assertThat(last.result()).isInstanceOf(Found.Hit.class);
    }

    @Test
    void anAnswerThatMayNotBeKeptLetsAllFetchForThemselves() {
        var leads = miss(ask());
        var others = List.of(cache.recall(ACME, ask()), cache.recall(ACME, ask()));

        fill(leads, whole(200, "length"));

        assertThat(others).allSatisfy(one -> assertThat(one.result()).isInstanceOf(Found.Miss.class));
    }

    @Test
    void aStreamIsReplayedByteForByteOnceItEndedCleanly() {
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var reader = Reader.of(miss(ask()).fill().with(streamed(bytes, ended), made()));
        bytes.send("data: 1\n\n");
        bytes.send(": comment\n\ndata: [DONE]\n\n");
        assertThat(cache.recall(ACME, ask()).isComplete()).isFalse();
        bytes.end();
        ended.complete(Ending.succeeded(Usage.of(3, 4), "stop"));

        var again = Reader.of(hit(ask()).reply());

        assertThat(reader.seen).hasToString("data: 1\n\n: comment\n\ndata: [DONE]\n\n");
        assertThat(reader.ended).isTrue();
        assertThat(again.seen).isEqualTo(reader.seen);
        assertThat(again.ended).isTrue();
    }

    @Test
    void aStreamThatBrokeIsNotKeptEvenIfItSaidStop() {
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var reader = Reader.of(miss(ask()).fill().with(streamed(bytes, ended), made()));
        bytes.send("data: 1\n\n");
        bytes.fail(Refused.of(Reason.UPSTREAM_PROTOCOL, "cut"));
        ended.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));

        assertThat(reader.broken).isTrue();
        assertThat(found(ask())).isInstanceOf(Found.Miss.class);
    }

    @Test
    void aStreamOfWhichNotAllWasSeenIsNotYetKept() {
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var reply = (Reply.Streamed) miss(ask()).fill().with(streamed(bytes, ended), made());
        var waits = cache.recall(ACME, ask());
        bytes.send("data: 1\n\n");
        bytes.end();
        ended.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));
        assertThat(waits.isComplete()).isFalse();

        assertThat(Reader.of(reply).seen).hasToString("data: 1\n\n");

        assertThat(waits.result()).isInstanceOf(Found.Hit.class);
    }

    @Test
    void theLeadersClientMayLeaveMidStreamAndTheFollowerStillGetsAll() {
        var leader = new Caller();
        var miss = miss(new SampleAsk().caller(leader).build());
        var waits = cache.recall(ACME, ask());
        var bytes = new FakeStream();
        var ended = Promise.<Ending>promise();
        var reply = (Reply.Streamed) miss.fill().with(streamed(bytes, ended), made());
        var reader = Reader.of(reply);
        bytes.send("data: 1\n\n");

        leader.leave();
        reply.bytes().pause();
        bytes.send("data: 2\n\n");
        bytes.end();
        ended.complete(Ending.succeeded(Usage.UNKNOWN, "stop"));

        assertThat(miss.caller().gone()).isFalse();
        assertThat(reader.seen).hasToString("data: 1\n\n");
        assertThat(Reader.of(((Found.Hit) waits.result()).reply()).seen).hasToString("data: 1\n\ndata: 2\n\n");
    }

    @Test
    void whenEverybodyHasLeftTheUpstreamHearsOfItAndTheKeyIsFree() {
        var leader = new Caller();
        var follower = new Caller();
        var miss = miss(new SampleAsk().caller(leader).build());
        var waits = cache.recall(ACME, new SampleAsk().caller(follower).build());

        leader.leave();
        assertThat(miss.caller().gone()).isFalse();
        follower.leave();

        assertThat(miss.caller().gone()).isTrue();
        assertThat(((Refused) waits.cause()).reason()).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(miss(ask()).caller().gone()).isFalse();
    }

    @Test
    void anAnswerTooLargeToKeepPassesWholeAndNobodyWaitsForIt() {
        var bytes = new FakeStream();
        var reader = Reader.of(miss(ask()).fill().with(streamed(bytes, Promise.promise()), made()));
        var waits = cache.recall(ACME, ask());

        bytes.send("x".repeat(Recording.LARGEST));
        assertThat(waits.isComplete()).isFalse();
        bytes.send("y");

        assertThat(waits.result()).isInstanceOf(Found.Miss.class);
        assertThat(reader.seen.length()).isEqualTo(Recording.LARGEST + 1);
    }

    @Test
    void aReplayGoesAsFastAsTheClientReadsAndStopsWhenItLeaves() {
        var client = new Caller();
        var kept = new Kept(
                new Origin("acme", "gpt", ""),
                new Head(200, Map.of()),
                Buffer.buffer("x".repeat(100_000)),
                true,
                "stop",
                made(),
                Duration.ofMinutes(1));
        var replay = (Reply.Streamed) Replay.of(new CacheStore.Held(kept, kept.ttl()), Map.of(), client);
        var seen = Buffer.buffer();
        replay.bytes().handler(seen::appendBuffer);
        assertThat(seen.length()).isZero();

        replay.bytes().fetch(1);
        int first = seen.length();
        assertThat(first).isBetween(1, 99_999);
        client.leave();
        replay.bytes().resume();

        assertThat(seen.length()).isEqualTo(first);
        assertThat(replay.ended().result()).isEqualTo(Ending.left(Usage.UNKNOWN));
    }

    @Test
    void twoTenantsNeverShareAnAnswer() {
        var random = new Random(9);
        for (int i = 0; i < 200; i++) {
            var body = "{\"model\":\"auto\",\"q\":\"" + random.nextInt(20) + "\"}";
            var tenant = new Tenant("t" + random.nextInt(4), "web", List.of(), List.of(), true);
            var found = cache.recall(tenant, new SampleAsk().body(body).build()).result();
            switch (found) {
                case Found.Hit hit ->
                    assertThat(((Reply.Whole) hit.reply()).body()).hasToString(tenant.name());
                case Found.Miss miss -> fill(miss, whole(200, Ending.succeeded(Usage.UNKNOWN, "stop"), tenant.name()));
            }
        }
    }

    @Test
    void aHitAndAFollowerTellHowTheAnswerCameAbout() {
        var leads = miss(ask());
        var waits = cache.recall(ACME, ask());
        fill(leads, whole(200, "stop"), RETURNS);

        assertThat(((Found.Hit) waits.result()).provenance()).isEqualTo(made(RETURNS));
        assertThat(hit(ask()).provenance()).isEqualTo(made(RETURNS));
    }

    private static Provenance made(Source... sources) {
        return new Provenance("policy", List.of("returns.md"), List.of(sources));
    }

    private Cache cache(SampleConfig config) {
        return new ExactCache(config.build(), store, source -> !outdated.contains(source), NO_WORKERS);
    }

    private Found found(Ask ask) {
        return recall(cache, ask);
    }

    private static Found recall(Cache cache, Ask ask) {
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

    private static void fill(Found.Miss miss, Reply reply, Source... sources) {
        assertThat(miss.fill().with(reply, made(sources))).isSameAs(reply);
    }

    private static Ask noOlderThan(int seconds) {
        return asking(new CacheControl(false, false, false, Duration.ofSeconds(seconds), null, ""));
    }

    private static CacheControl keptFor(int seconds) {
        return new CacheControl(false, false, false, null, Duration.ofSeconds(seconds), "");
    }

    private static CacheControl within(String namespace) {
        return new CacheControl(false, false, false, null, null, namespace);
    }

    private static Ask asking(CacheControl control) {
        return new SampleAsk().wishes(Wishes.NONE.and(control)).build();
    }

    /** Says what it found when it is told to. */
    private static final class LateStore implements CacheStore {
        private final CacheStore behind;
        private final Promise<Void> told = Promise.promise();

        LateStore(CacheStore behind) {
            this.behind = behind;
        }

        void answer() {
            told.complete();
        }

        @Override
        public Future<Optional<Held>> get(String key) {
            return told.future().compose(now -> behind.get(key));
        }

        @Override
        public Future<Void> put(String key, Kept kept) {
            return behind.put(key, kept);
        }

        @Override
        public Future<Void> remove(String key) {
            return behind.remove(key);
        }

        @Override
        public Future<Integer> purge(Purge which) {
            return behind.purge(which);
        }
    }

    private static Ask ask() {
        return new SampleAsk().build();
    }

    private static Wishes wishes(boolean fresh, boolean nothing, boolean cached) {
        return new Wishes(null, fresh, nothing, cached, null);
    }

    private static Reply whole(int status, @Nullable String finish) {
        return whole(status, Ending.succeeded(Usage.of(10, 5), finish == null ? "" : finish));
    }

    private static Reply whole(int status, Ending ending) {
        return whole(status, ending, ANSWER);
    }

    private static Reply whole(int status, Ending ending, String body) {
        var headers =
                Map.of("content-type", "application/json", "x-request-id", "upstream-1", "x-frond-simulated", "true");
        return new Reply.Whole(new Head(status, headers), Buffer.buffer(body), ending, null);
    }

    private static Reply streamed(FakeStream bytes, Promise<Ending> ended) {
        var head = new Head(200, Map.of("content-type", "text/event-stream"));
        return new Reply.Streamed(head, bytes, ended.future(), null);
    }
}
