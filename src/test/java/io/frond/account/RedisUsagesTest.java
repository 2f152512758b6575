package io.frond.account;

import static io.frond.account.Given.batch;
import static io.frond.account.Given.hours;
import static io.frond.account.Given.requests;
import static io.frond.account.Given.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.store.RedisLink;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.Inline;
import io.frond.testing.RedisServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that share a real Redis. */
class RedisUsagesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final FakeClock clock = new FakeClock();
    private RedisServer redis;
    private RedisUsages one;
    private RedisUsages two;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        one = node();
        two = node();
    }

    @AfterEach
    void stop() {
        get(one.close().eventually(two::close).eventually(vertx::close));
        redis.close();
    }

    private RedisUsages node() {
        var link = RedisLink.open(vertx, redis.config(), clock, new Random(1), Duration.ofSeconds(2));
        return new RedisUsages(link, clock, Duration.ofDays(7), Duration.ofDays(400));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatNodesCountAddsUp() {
        get(one.add(batch(1, row(0, "acme", 3), row(1, "acme", 1))));
        get(two.add(batch(1, row(0, "acme", 4), row(0, "globex", 5))));
        var rows = get(one.rows(hours(0, 1)));
        assertThat(rows).hasSize(2).contains(row(0, "acme", 7), row(0, "globex", 5));
        assertThat(get(two.rows(hours(0, 24)))).hasSize(3);
    }

    @Test
    void aBatchThatIsSentAgainCountsOnce() {
        var batch = batch(1, row(0, "acme", 3));
        get(one.add(batch));
        get(one.add(batch));
        get(one.add(batch(2, row(0, "acme", 1))));
        assertThat(requests(get(one.rows(hours(0, 1))))).isEqualTo(4);
    }

    @Test
    void aLongBatchGoesInPieces() {
        var rows = new Usages.Row[1_234];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(0, "t" + i, 1);
        }
        get(one.add(batch(1, rows)));
        assertThat(get(two.rows(hours(0, 1)))).hasSize(1_234);
    }

    @Test
    void hoursThatAreOldAreToldByTheDay() {
        get(one.add(batch(1, row(0, "acme", 3), row(30, "acme", 4))));
        clock.advance(Duration.ofDays(8));
        assertThat(get(one.rows(hours(0, 24)))).contains(row(0, "acme", 3)).hasSize(1);
        assertThat(requests(get(one.rows(hours(0, 240))))).isEqualTo(7);
    }

    @Test
    void whileItIsAwayNothingIsLostAndNobodyWaits() {
        var desk = new UsageBook.Desk(vertx, Inline.WORKERS, clock);
        var book = new UsageBook(desk, one, 0);
        var who = Given.of("acme");
        book.note(who, new Tally().add(Counted.REQUESTS, 1));
        Eventually.within(
                SOON, () -> assertThat(requests(get(two.rows(hours(0, 1))))).isEqualTo(1));
        redis.kill();
        for (int i = 0; i < 1_000; i++) {
            book.note(who, new Tally().add(Counted.REQUESTS, 1));
        }
        redis.restart();
        Eventually.within(SOON, () -> {
            clock.advance(Duration.ofMillis(500));
            assertThat(requests(get(one.rows(hours(0, 1)).otherwise(List.of()))))
                    .isEqualTo(1_000);
        });
        var report = get(book.report(new UsageQuery(
                Instant.ofEpochSecond(Given.START), Instant.ofEpochSecond(Given.START + 60), List.of("tenant"))));
        assertThat(report.json().getJsonObject("total").getLong("requests")).isEqualTo(1_000);
        get(book.close());
        one = node();
    }
}
