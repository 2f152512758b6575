package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adaptive limit: the rule by itself, and against a simulated endpoint. */
class GradientTest {

    @CanIgnoreReturnValue
    private static int feed(Gradient gradient, int samples, double seconds, int running) {
        for (int i = 0; i < samples; i++) {
            gradient.sample(true, seconds, running);
        }
        return gradient.limit();
    }

    @ParameterizedTest
    @CsvSource({"100, 1.0, 105", "100, 1.4, 105", "100, 2.8, 55", "100, 50, 55", "16, 1, 18"})
    void theRule(double limit, double slowness, double next) {
        assertThat(Gradient.next(limit, slowness)).isEqualTo(next);
    }

    @Test
    void growsWhileAnswersStayQuickAndTheLimitIsUsed() {
        var gradient = new Gradient(64);
        for (int i = 0; i < 100; i++) {
            feed(gradient, gradient.limit() + 1, 0.1, gradient.limit());
        }
        assertThat(gradient.limit()).as("never above inflight").isEqualTo(64);
    }

    @Test
    void doesNotGrowWhileTheLimitIsNotUsed() {
        var gradient = new Gradient(64);
        int before = gradient.limit();
        assertThat(feed(gradient, 1_000, 0.1, 2)).isEqualTo(before);
    }

    @Test
    void fallsWhenAnswersGetSlowButNeverBelowTheFloor() {
        var gradient = new Gradient(64);
        feed(gradient, 100, 0.1, 2);
        assertThat(feed(gradient, 40, 1.0, 16)).isLessThan(16);
        assertThat(feed(gradient, 40, 100.0, 16)).isGreaterThanOrEqualTo(4);
        assertThat(new Gradient(2).limit()).isEqualTo(2);
    }

    @Test
    void anEndpointThatHasBecomeSlowerForGoodGetsItsCallsBackInTime() {
        var gradient = new Gradient(64);
        feed(gradient, 200, 0.1, 2);
        int lowest = 64;
        for (int i = 0; i < 300; i++) {
            lowest = Math.min(lowest, feed(gradient, 20, 1.0, gradient.limit()));
        }
        assertThat(lowest).isLessThan(10);
        assertThat(gradient.limit()).isGreaterThan(32);
    }

    @Test
    void anEndpointThatTurnsCallsAwayGetsFewer() {
        var gradient = new Gradient(64);
        feed(gradient, 500, 0.1, 16);
        int before = gradient.limit();
        for (int i = 0; i < 2 * before; i++) {
            gradient.tooMuch(before);
        }
        assertThat(gradient.limit()).isLessThan(before);
    }

    @Test
    void wholeAnswersWhichTakeLongerDoNotMakeStreamsLookQuickOrSlow() {
        var gradient = new Gradient(64);
        for (int i = 0; i < 3_000; i++) {
            boolean stream = i % 3 == 0;
            gradient.sample(stream, stream ? 0.1 : 5, gradient.limit());
        }
        assertThat(gradient.limit()).isEqualTo(64);
    }

    /**
     * An endpoint with 20 hands, each busy for 100 ms in the middle; what is more queues there. Arrivals come at twice
     * what it can do, for two minutes; the bound alone (256) would let a queue of a second build up.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void f22AtTwiceTheLoadGoodputStaysAndTheAdmittedAreNotKeptWaiting(long seed) {
        var sim = new Simulation(seed, 20);
        sim.run(120, 2);
        double peak = 20 / sim.meanService();
        double goodput = sim.finished.size() / 90.0;
        assertThat(goodput).isGreaterThanOrEqualTo(0.9 * peak);
        assertThat(Simulation.p99(sim.finished)).isLessThanOrEqualTo(2 * Simulation.p99(sim.services));
    }

    /** Discrete events; its first quarter is for learning and not counted. */
    private static final class Simulation {
        private record Job(double arrived, double sent, int together, double service) {}

        private record Event(double at, Job over) {}

        private final Gradient gradient = new Gradient(256);
        private final Random random;
        private final int hands;
        private final List<Double> finished = new ArrayList<>();
        private final List<Double> services = new ArrayList<>();
        private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at));
        private final Deque<Double> waiting = new ArrayDeque<>();
        private final Deque<Job> queued = new ArrayDeque<>();
        private int inflight;
        private int busy;
        private double now;
        private double from;

        Simulation(long seed, int hands) {
            this.random = new Random(seed);
            this.hands = hands;
        }

        double meanService() {
            return services.stream().mapToDouble(d -> d).average().orElseThrow();
        }

        static double p99(List<Double> times) {
            return times.stream()
                    .sorted()
                    .skip(times.size() * 99L / 100)
                    .findFirst()
                    .orElseThrow();
        }

        void run(double seconds, double load) {
            from = seconds / 4;
            double perSecond = load * hands / 0.105;
            double next = 0;
            while (now < seconds) {
                var event = events.peek();
                if (event == null || next < event.at) {
                    now = next;
                    arrive();
                    next += -Math.log(1 - random.nextDouble()) / perSecond;
                } else {
                    now = events.remove().at;
                    over(event.over);
                }
            }
        }

        private void arrive() {
            if (inflight < gradient.limit() && waiting.isEmpty()) {
                send(now);
            } else if (waiting.size() < gradient.limit() / 4) {
                waiting.add(now);
            }
        }

        private void send(double arrived) {
            inflight++;
            double service = 0.1 * Math.exp(0.3 * random.nextGaussian());
            services.add(service);
            queued.add(new Job(arrived, now, inflight, service));
            work();
        }

        private void work() {
            while (busy < hands && !queued.isEmpty()) {
                busy++;
                var job = queued.remove();
                events.add(new Event(now + job.service, job));
            }
        }

        private void over(Job job) {
            busy--;
            inflight--;
            gradient.sample(true, now - job.sent, job.together);
            if (now >= from) {
                finished.add(now - job.arrived);
            }
            work();
            while (inflight < gradient.limit() && !waiting.isEmpty()) {
                send(waiting.remove());
            }
        }
    }
}
