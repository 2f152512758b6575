package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final Held HELD = new Held(EveryCacheStore.kept("x"), Duration.ofSeconds(9));

    private final Flights flights = new Flights();
    private final Caller leader = new Caller();
    private final Caller second = new Caller();
    private final Caller third = new Caller();

    @Test
    void theFirstLeadsAndTheOthersGetItsAnswer() {
        var lead = lead(flights.join("key", leader));
        var waits = flights.join("key", second);
        var waitsToo = flights.join("key", third);
        assertThat(waits.isComplete()).isFalse();

        lead.duty().answered(HELD, false);

        assertThat(waits.result()).isEqualTo(new Turn.Answer(HELD, false));
        assertThat(waitsToo.result()).isEqualTo(new Turn.Answer(HELD, false));
        assertThat(flights.size()).isZero();
    }

    @Test
    void keysFlyApart() {
        lead(flights.join("one", leader));
        lead(flights.join("two", second));

        assertThat(flights.size()).isEqualTo(2);
    }

    @Test
    void aKeyIsAnsweredForOneSubjectAtATime() {
        var first = flights.join("key", "one", leader).orElseThrow();
        assertThat(flights.join("key", "another", second)).isEmpty();
        assertThat(flights.join("key", "one", third)).isPresent();

        lead(first).duty().answered(HELD, false);

        assertThat(flights.join("key", "another", second)).isPresent();
    }

    @Test
    void whoComesAfterTheLandingLeadsAgain() {
        lead(flights.join("key", leader)).duty().answered(HELD, false);

        lead(flights.join("key", second));
    }

    @Test
    void aLeaderThatFailsHandsOverToOneOfTheWaiting() {
        var first = lead(flights.join("key", leader));
        var next = flights.join("key", second);
        var last = flights.join("key", third);

        first.duty().failed();

        var heir = lead(next);
        assertThat(last.isComplete()).isFalse();
        heir.duty().answered(HELD, false);
        assertThat(last.result()).isEqualTo(new Turn.Answer(HELD, false));
        assertThat(flights.size()).isZero();
    }

    @Test
    void afterASecondFailureTheRestGoOnTheirOwn() {
        var first = lead(flights.join("key", leader));
        var next = flights.join("key", second);
        var rest = List.of(flights.join("key", third), flights.join("key", new Caller()));
        first.duty().failed();

        lead(next).duty().failed();

        assertThat(rest).allSatisfy(one -> assertThat(one.result()).isEqualTo(new Turn.Alone()));
        assertThat(flights.size()).isZero();
    }

    @Test
    void anAnswerThatCannotBeSharedSendsAllOnTheirOwnAtOnce() {
        var first = lead(flights.join("key", leader));
        var others = List.of(flights.join("key", second), flights.join("key", third));

        first.duty().unshared();

        assertThat(others).allSatisfy(one -> assertThat(one.result()).isEqualTo(new Turn.Alone()));
        assertThat(flights.size()).isZero();
    }

    @Test
    void onlyTheFirstWordOfALeaderCounts() {
        var first = lead(flights.join("key", leader));
        var next = flights.join("key", second);
        first.duty().failed();

        first.duty().answered(HELD, false);
        first.duty().failed();
        first.duty().unshared();

        lead(next);
        assertThat(flights.size()).isOne();
    }

    @Test
    void theLeadersClientMayLeaveWhileOthersWait() {
        var lead = lead(flights.join("key", leader));
        var waits = flights.join("key", second);

        leader.leave();

        assertThat(lead.everyone().gone()).isFalse();
        lead.duty().answered(HELD, false);
        assertThat(waits.result()).isInstanceOf(Turn.Answer.class);
    }

    @Test
    void whenTheLastHasLeftTheWorkIsCancelledAndTheKeyIsFree() {
        var lead = lead(flights.join("key", leader));
        var waits = flights.join("key", second);

        leader.leave();
        second.leave();

        assertThat(lead.everyone().gone()).isTrue();
        assertThat(((Refused) waits.cause()).reason()).isEqualTo(Reason.CALLER_CANCELLED);
        assertThat(flights.size()).isZero();
        assertThat(lead(flights.join("key", third)).everyone().gone()).isFalse();
    }

    @Test
    void whoStopsWaitingIsNotMadeLeader() {
        var first = lead(flights.join("key", leader));
        var gone = flights.join("key", second);
        var next = flights.join("key", third);

        second.leave();
        first.duty().failed();

        assertThat(gone.failed()).isTrue();
        lead(next);
    }

    @Test
    void whoHasLeftAlreadyCancelsItself() {
        leader.leave();

        var lead = lead(flights.join("key", leader));

        assertThat(lead.everyone().gone()).isTrue();
        assertThat(flights.size()).isZero();
    }

    @Test
    void anHeirWhoseClientLeavesCancelsWhenNobodyElseWaits() {
        var first = lead(flights.join("key", leader));
        var next = flights.join("key", second);
        first.duty().failed();

        second.leave();

        assertThat(lead(next).everyone().gone()).isTrue();
        assertThat(flights.size()).isZero();
    }

    @Test
    void inAnyOrderOfEventsEverybodyHearsSomethingAndNothingRemains() throws Exception {
        var random = new Random(17);
        for (int round = 0; round < 300; round++) {
            assertEverybodyHears(random.nextLong());
        }
        assertThat(flights.size()).isZero();
    }

    private void assertEverybodyHears(long seed) throws Exception {
        var turns = new ArrayList<Future<Turn>>();
        var heard = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                var random = new Random(seed + i);
                pool.execute(() -> {
                    var caller = new Caller();
                    var turn = flights.join("key", caller).onComplete(any -> heard.incrementAndGet());
                    synchronized (turns) {
                        turns.add(turn);
                    }
                    if (random.nextInt(3) == 0) {
                        caller.leave();
                    }
                    turn.onSuccess(what -> lead(what, random));
                });
            }
        }
        assertThat(turns).hasSize(12).allMatch(Future::isComplete);
        assertThat(heard).hasValue(12);
    }

    private static void lead(Turn turn, Random random) {
        if (turn instanceof Turn.Lead lead) {
            switch (random.nextInt(3)) {
                case 0 -> lead.duty().answered(HELD, false);
                case 1 -> lead.duty().failed();
                default -> lead.duty().unshared();
            }
        }
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private static Turn.Lead lead(Future<Turn> turn) {
        assertThat(turn.result()).isInstanceOf(Turn.Lead.class);
        return (Turn.Lead) turn.result();
    }
}
