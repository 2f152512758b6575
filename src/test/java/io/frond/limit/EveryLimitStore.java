package io.frond.limit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.limit.LimitStore.Rate;
import io.frond.limit.LimitStore.Taken;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of counts must do, wherever it keeps them. */
abstract class EveryLimitStore {

    abstract LimitStore store();

    /** Lets time go by for the store. */
    abstract void pass(Duration time);

    @Test
    void aFullBucketGivesAllAtOnceAndThenNothing() throws Exception {
        for (int left = 4; left >= 0; left--) {
            var taken = take("acme", 1, 5);
            assertThat(taken.allowed()).isTrue();
            assertThat(taken.remaining()).isEqualTo(left);
        }

        var refused = take("acme", 1, 5);

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(12));
        assertThat(refused.reset()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whoWaitsAsLongAsToldIsLetIn() throws Exception {
        take("acme", 5, 5);
        var refused = take("acme", 1, 5);

        pass(refused.pause().minusMillis(1));
        assertThat(take("acme", 1, 5).allowed()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(take("acme", 1, 5).allowed()).isTrue();
        assertThat(take("acme", 1, 5).allowed()).isFalse();
    }

    @Test
    void aRefusalTakesNothing() throws Exception {
        take("acme", 3, 5);

        assertThat(take("acme", 3, 5).allowed()).isFalse();
        assertThat(take("acme", 2, 5).allowed()).isTrue();
    }

    @Test
    void lookingTakesNothing() throws Exception {
        assertThat(take("acme", 0, 5).remaining()).isEqualTo(5);
        take("acme", 5, 5);

        var seen = take("acme", 0, 5);

        assertThat(seen.allowed()).isTrue();
        assertThat(seen.remaining()).isZero();
    }

    @Test
    void resetIsWhenTheBucketIsFullAgain() throws Exception {
        take("acme", 2, 60);
        var taken = take("acme", 1, 60);
        assertThat(taken.reset()).isEqualTo(Duration.ofSeconds(3));

        pass(taken.reset());

        assertThat(take("acme", 0, 60).remaining()).isEqualTo(60);
    }

    @Test
    void silenceSavesUpNoMoreThanOneBucket() throws Exception {
        take("acme", 5, 5);
        pass(Duration.ofDays(400));

        assertThat(take("acme", 5, 5).allowed()).isTrue();
        assertThat(take("acme", 1, 5).allowed()).isFalse();
    }

    @Test
    void bucketsKnowNothingOfEachOther() throws Exception {
        take("acme", 5, 5);

        assertThat(take("globex", 5, 5).allowed()).isTrue();
    }

    @Test
    void aChangedLimitKeepsTheShareThatWasUsed() throws Exception {
        take("acme", 50, 100);

        assertThat(take("acme", 0, 10).remaining()).isEqualTo(5);
        assertThat(take("acme", 0, 1000).remaining()).isEqualTo(500);
    }

    @Test
    void howeverManyTakeAtOnceTheCountIsExactAndEachIsToldADifferentRest() throws Exception {
        int limit = 997;
        var taken = atOnce(8, 250, () -> take("acme", 1, limit));

        var allowed = taken.stream().filter(Taken::allowed).toList();

        assertThat(allowed).hasSize(limit);
        assertThat(allowed.stream().map(Taken::remaining).sorted().toList())
                .isEqualTo(IntStream.range(0, limit).boxed().toList());
        assertThat(taken).filteredOn(one -> !one.allowed()).allMatch(one -> one.remaining() == 0);
    }

    @Test
    void aRoomTakesNoMoreThanItsPlaces() throws Exception {
        var entered = atOnce(8, 100, () -> get(store().enter("acme", 37)));

        assertThat(entered).filteredOn(in -> in).hasSize(37);
    }

    @Test
    void aPlaceThatWasLeftIsFreeAgain() throws Exception {
        assertThat(get(store().enter("acme", 1))).isTrue();
        assertThat(get(store().enter("acme", 1))).isFalse();
        assertThat(get(store().enter("globex", 1))).isTrue();

        store().leave("acme");

        assertThat(get(store().enter("acme", 1))).isTrue();
    }

    @CanIgnoreReturnValue
    Taken take(String bucket, int n, int perMinute) throws Exception {
        return get(store().take(bucket, n, Rate.perMinute(perMinute)));
    }

    @CanIgnoreReturnValue
    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    static <T> List<T> atOnce(int threads, int times, Callable<T> what) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            Callable<List<T>> many = () -> {
                var seen = new ArrayList<T>();
                for (int i = 0; i < times; i++) {
                    seen.add(what.call());
                }
                return seen;
            };
            var all = new ArrayList<T>();
            for (var one : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> many).toList())) {
                all.addAll(one.get());
            }
            return all;
        }
    }
}
