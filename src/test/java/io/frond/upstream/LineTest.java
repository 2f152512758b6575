package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.BackendConfig;
import io.frond.model.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue without endpoints: places that are taken, given back and waited for. */
class LineTest {
    private static final int ENOUGH = 1_000;

    /** An endpoint's places, and whether it takes calls at all. */
    private static final class Spot {
        private final Cap cap;
        private boolean up = true;

        Spot(int places, Line line) {
            cap = new Cap(call -> Future.failedFuture("nobody is asked"), new BackendConfig.Cap(places), line);
        }
    }

    private static final class Waiting implements Line.Waiter {
        private final String name;
        private final Priority priority;
        private final List<Spot> candidates;
        private final Deque<String> told;
        private @Nullable Spot seat;

        Waiting(String name, Priority priority, List<Spot> candidates, Deque<String> told) {
            this.name = name;
            this.priority = priority;
            this.candidates = candidates;
            this.told = told;
        }

        boolean ready() {
            return candidates.stream().anyMatch(spot -> spot.up && spot.cap.hasRoom(priority));
        }

        @Override
        public Priority priority() {
            return priority;
        }

        @Override
        public @Nullable Runnable claim(Priority as) {
            for (var spot : candidates) {
                if (spot.up && spot.cap.claim(as)) {
                    return () -> {
                        seat = spot;
                        told.add(name + " seated");
                    };
                }
            }
            return null;
        }

        @Override
        public boolean lacksRoom() {
            return !ready() && candidates.stream().anyMatch(spot -> spot.up && !spot.cap.hasRoom(priority));
        }

        @Override
        public void lookAgain() {
            told.add(name + " looks again");
        }

        @Override
        public void shed() {
            told.add(name + " shed");
        }
    }

    private static Line line(@Nullable Integer bound) {
        return new Line(bound, new LineMeters(new SimpleMeterRegistry(), "general"));
    }

    private final Deque<String> heard = new ArrayDeque<>();

    private Waiting waiting(String name, Priority priority, Spot... spots) {
        return new Waiting(name, priority, List.of(spots), heard);
    }

    @Test
    void f22FirstComeFirstServedAndInteractiveBeforeBatch() {
        var line = line(10);
        var spot = new Spot(1, line);
        assertThat(spot.cap.claim(Priority.INTERACTIVE)).isTrue();
        line.join(waiting("b1", Priority.BATCH, spot));
        line.join(waiting("i1", Priority.INTERACTIVE, spot));
        line.join(waiting("b2", Priority.BATCH, spot));
        line.join(waiting("i2", Priority.INTERACTIVE, spot));
        for (int i = 0; i < 4; i++) {
            spot.cap.giveBack();
        }
        assertThat(heard).containsExactly("i1 seated", "i2 seated", "b1 seated", "b2 seated");
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void f22WhileOthersFillThePlacesOneOfTwentyIsOfBatch() {
        var line = line(100);
        var spot = new Spot(10, line);
        for (int i = 0; i < 10; i++) {
            assertThat(spot.cap.claim(Priority.INTERACTIVE)).isTrue();
        }
        line.join(waiting("b1", Priority.BATCH, spot));
        line.join(waiting("b2", Priority.BATCH, spot));
        var places = new ArrayList<String>();
        for (int i = 0; i < 41; i++) {
            line.join(waiting("i", Priority.INTERACTIVE, spot));
            spot.cap.giveBack();
            places.add(heard.removeLast());
        }
        assertThat(places.indexOf("b1 seated")).isEqualTo(19);
        assertThat(places.indexOf("b2 seated")).isEqualTo(39);
        assertThat(places).filteredOn("i seated"::equals).hasSize(39);
        assertThat(spot.cap.taken()).isEqualTo(10);
    }

    @Test
    void f22AFullLineTurnsAwayBatchFirstThenWhoeverComes() {
        var line = line(2);
        var spot = new Spot(1, line);
        assertThat(spot.cap.claim(Priority.INTERACTIVE)).isTrue();
        line.join(waiting("b1", Priority.BATCH, spot));
        line.join(waiting("i1", Priority.INTERACTIVE, spot));
        line.join(waiting("b2", Priority.BATCH, spot));
        line.join(waiting("i2", Priority.INTERACTIVE, spot));
        line.join(waiting("i3", Priority.INTERACTIVE, spot));
        assertThat(heard).containsExactly("b2 shed", "b1 shed", "i3 shed");
        assertThat(line.length()).isEqualTo(2);
    }

    @Test
    void f22BatchUsesFourPlacesOfFive() {
        var spot = new Spot(5, line(0));
        for (int i = 0; i < 4; i++) {
            assertThat(spot.cap.claim(Priority.BATCH)).isTrue();
        }
        assertThat(spot.cap.claim(Priority.BATCH)).isFalse();
        assertThat(spot.cap.claim(Priority.INTERACTIVE)).isTrue();
        assertThat(spot.cap.claim(Priority.INTERACTIVE)).isFalse();
        assertThat(new Spot(1, line(0)).cap.claim(Priority.BATCH))
                .as("the only place")
                .isTrue();
    }

    @Test
    void withoutABoundAQuarterAsManyMayWaitAsMayRun() {
        var line = line(null);
        var one = new Spot(4, line);
        var other = new Spot(4, line);
        while (one.cap.claim(Priority.INTERACTIVE) || other.cap.claim(Priority.INTERACTIVE)) {}
        IntStream.range(0, 3)
                .mapToObj(i -> waiting("i" + i, Priority.INTERACTIVE, one, other))
                .forEach(line::join);
        assertThat(heard).containsExactly("i2 shed");
    }

    @Test
    void whoeverWaitsForAnEndpointThatGoesDownIsToldToLookAgain() {
        var line = line(10);
        var spot = new Spot(1, line);
        assertThat(spot.cap.claim(Priority.INTERACTIVE)).isTrue();
        line.join(waiting("i1", Priority.INTERACTIVE, spot));
        spot.up = false;
        spot.cap.giveBack();
        assertThat(heard).containsExactly("i1 looks again");
        assertThat(spot.cap.hasRoom(Priority.INTERACTIVE)).isTrue();
    }

    /** Random arrivals, leaves, finishes, endpoints going down and up: the same for each seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPlaceAndNoWaiterIsEverLost(long seed) {
        var random = new Random(seed);
        var line = line(random.nextInt(12));
        var spots = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> new Spot(1 + random.nextInt(5), line))
                .toList();
        var known = new ArrayList<Waiting>();
        for (int step = 0; step < 5_000; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> arrive(random, line, spots, known, step);
                case 3 ->
                    known.stream()
                            .filter(one -> one.seat == null)
                            .skip(random.nextInt(5))
                            .findFirst()
                            .filter(line::leave)
                            .ifPresent(known::remove);
                case 4 -> spots.get(random.nextInt(spots.size())).up ^= random.nextInt(10) == 0;
                default -> finish(random, known);
            }
            check(line, spots, known);
        }
        spots.forEach(spot -> spot.up = true);
        while (finish(random, known)) {
            check(line, spots, known);
        }
        assertThat(line.isEmpty()).isTrue();
        assertThat(known).isEmpty();
        spots.forEach(spot -> assertThat(spot.cap.taken()).isZero());
    }

    private void arrive(Random random, Line line, List<Spot> spots, List<Waiting> known, int step) {
        var priority = random.nextInt(3) == 0 ? Priority.BATCH : Priority.INTERACTIVE;
        var some = spots.stream().filter(spot -> random.nextBoolean()).toList();
        var one = new Waiting("w" + step, priority, some.isEmpty() ? spots : some, heard);
        known.add(one);
        line.join(one);
    }

    @CanIgnoreReturnValue
    private static boolean finish(Random random, List<Waiting> known) {
        var seated = known.stream().filter(one -> one.seat != null).toList();
        if (seated.isEmpty()) {
            return false;
        }
        var one = seated.get(random.nextInt(seated.size()));
        known.remove(one);
        Objects.requireNonNull(one.seat).cap.giveBack();
        return true;
    }

    /** Who was told something other than a seat is gone; nobody who is left could go somewhere. */
    private void check(Line line, List<Spot> spots, List<Waiting> known) {
        known.removeIf(one -> heard.contains(one.name + " shed") || heard.contains(one.name + " looks again"));
        heard.clear();
        var waiting = known.stream().filter(one -> one.seat == null).toList();
        assertThat(line.length()).isEqualTo(waiting.size());
        for (var spot : spots) {
            long there = known.stream().filter(one -> one.seat == spot).count();
            assertThat((long) spot.cap.taken()).isEqualTo(there).isLessThanOrEqualTo(spot.cap.limit());
        }
        for (var one : waiting) {
            boolean willHear = one.candidates.stream().anyMatch(spot -> spot.cap.taken() > 0);
            assertThat(willHear)
                    .as(one.name + " waits for a place that somebody has")
                    .isTrue();
        }
    }

    /** Many threads at once: each who was seated gives back; in the end all were told, and all places are free. */
    @Test
    void nobodyIsForgottenWhenManyThreadsComeAndGo() throws Exception {
        var line = line(ENOUGH);
        var spot = new Spot(2, line);
        var seated = new AtomicInteger();
        int threads = 4;
        int rounds = 2_000;
        var done = new CountDownLatch(threads * rounds);
        for (int t = 0; t < threads; t++) {
            var thread = new Thread(() -> {
                for (int i = 0; i < rounds; i++) {
                    new Visitor(spot, line, seated, done).come();
                }
            });
            thread.start();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(line.isEmpty()).isTrue();
        assertThat(seated.get()).isPositive();
    }

    private static final class Visitor implements Line.Waiter {
        private final Spot spot;
        private final Line line;
        private final AtomicInteger seated;
        private final CountDownLatch done;

        Visitor(Spot spot, Line line, AtomicInteger seated, CountDownLatch done) {
            this.spot = spot;
            this.line = line;
            this.seated = seated;
            this.done = done;
        }

        void come() {
            if (line.isEmpty() && spot.cap.claim(priority())) {
                sit();
            } else {
                line.join(this);
            }
        }

        private void sit() {
            seated.incrementAndGet();
            spot.cap.giveBack();
            done.countDown();
        }

        @Override
        public Priority priority() {
            return Priority.INTERACTIVE;
        }

        @Override
        public @Nullable Runnable claim(Priority as) {
            return spot.cap.claim(priority()) ? this::sit : null;
        }

        @Override
        public boolean lacksRoom() {
            return !spot.cap.hasRoom(priority());
        }

        @Override
        public void lookAgain() {
            come();
        }

        @Override
        public void shed() {
            done.countDown();
        }
    }
}
