package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one breaker: Resilience4j's window and states, with what it lacks.
 *
 * <p>Every stay in a state is a {@link Phase}. A result counts only in the phase in which its call began, so that a
 * stream which outlives a transition passes for no probe, and a slot is given back to the state that gave it. Probes:
 * one at first; once it answers, the rest. One that fails opens again.
 *
 * <p>Resilience4j's events are not listened to: with one listener it makes an event of every success, with the time of
 * day in it. Transitions are seen by comparing states instead. Thread-safe: closed, without a lock; in the other
 * states, where two loops could disagree about a slot, under one.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    private static final double LONGEST_PAUSE_MILLIS = 60_000;
    private static final String SHARE = "too large a share of its calls failed";

    /** One stay in one state. Counters are guarded by the circuit. */
    static final class Phase {
        private final State state;
        /** Permissions given and not taken back. */
        private int given;
        /** Of those, the ones whose calls run. */
        private int running;

        private boolean answered;

        private Phase(State state) {
            this.state = state;
        }

        boolean closed() {
            return state == State.CLOSED;
        }

        boolean byHand() {
            return state == State.FORCED_OPEN;
        }

        boolean pausing() {
            return state == State.OPEN;
        }

        /** {@code closed}, {@code open} or {@code half-open}. */
        String word() {
            return byHand() ? "open" : state.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private volatile String name = "breaker";
    private final BackendConfig.Breaker rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final CircuitBreaker machine;
    private volatile Phase phase = new Phase(State.CLOSED);
    private volatile long openedAt;
    private volatile long openUntil;
    private volatile long closedAt;

    Circuit(BackendConfig.Breaker rules, Clock clock, RandomGenerator random) {
        this.rules = rules;
        this.clock = clock;
        this.random = random;
        this.closedAt = clock.nanos();
        this.machine = CircuitBreaker.of("endpoint", config());
    }

    /** For the log. */
    void named(String other) {
        name = other;
    }

    /** What holds under other rules, too: when it came, and what operators have said. */
    void inherit(Circuit before) {
        closedAt = before.closedAt;
        if (before.phase.byHand()) {
            openByHand();
        }
    }

    private CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) Math.max(1, rules.window().toSeconds()))
                .minimumNumberOfCalls(rules.minCalls())
                .failureRateThreshold((float) (rules.failures() * 100))
                .permittedNumberOfCallsInHalfOpenState(rules.probes())
                .waitIntervalFunctionInOpenState(this::pause)
                .writableStackTraceEnabled(false)
                .clock(new MonotonicClock(clock))
                .currentTimestampFunction(unused -> clock.nanos(), TimeUnit.NANOSECONDS)
                .build();
    }

    /**
     * Milliseconds of the n-th pause in a row: doubled every second time, a minute at most, up to a tenth shorter by
     * chance. Each length is tried twice, which bounds the wait after a recovery to about a third of the outage.
     */
    private long pause(int attempt) {
        double doubled = rules.open().toMillis() * Math.pow(2, Math.min((attempt - 1) / 2, 20));
        double jittered = Math.min(doubled, LONGEST_PAUSE_MILLIS) * (1 - random.nextDouble() / 10);
        long millis = Math.max(1, (long) jittered);
        openedAt = clock.nanos();
        openUntil = openedAt + TimeUnit.MILLISECONDS.toNanos(millis) + 1;
        return millis;
    }

    Phase phase() {
        return phase;
    }

    /** Monotonic; means nothing before the first time. */
    long openedAt() {
        return openedAt;
    }

    /** When it closed, or was made. Monotonic. */
    long closedAt() {
        return closedAt;
    }

    /** How long calls are kept away still; zero where that is not a matter of time. */
    Duration rest() {
        long nanos = phase.pausing() ? openUntil - clock.nanos() : 0;
        return nanos > 0 ? Duration.ofNanos(nanos) : Duration.ZERO;
    }

    /** Whether calls are kept away now: by hand, in its pause, or half-open with no probe to spare. */
    boolean isShut() {
        var now = phase;
        return switch (now.state) {
            case CLOSED -> false;
            case OPEN -> clock.nanos() - openUntil < 0;
            case HALF_OPEN -> !spare(now);
            default -> true;
        };
    }

    private synchronized boolean spare(Phase now) {
        return now.given < rules.probes() && (now.answered || now.running == 0);
    }

    /** Asks for leave to call; null where there is none. What is given must be ended in the same phase, by one of the next three. */
    synchronized @Nullable Phase enter() {
        if (isShut() || !machine.tryAcquirePermission()) {
            return null;
        }
        follow("its pause is over");
        phase.given++;
        phase.running++;
        return phase;
    }

    /** A call that was let in has begun to answer: others may follow it. */
    synchronized void answered(Phase began) {
        began.answered = true;
    }

    /** Whether this opened it: the share is looked at after every call, a good one too. */
    boolean succeeded(Phase began, long nanos) {
        if (!began.closed()) {
            probed(began, nanos);
            return false;
        }
        if (began != phase) {
            return false;
        }
        machine.onSuccess(nanos, TimeUnit.NANOSECONDS);
        if (machine.getState() == State.CLOSED) {
            return false;
        }
        follow(SHARE);
        return true;
    }

    private synchronized void probed(Phase began, long nanos) {
        began.running--;
        if (began == phase) {
            machine.onSuccess(nanos, TimeUnit.NANOSECONDS);
            follow("its probes succeeded");
        }
    }

    /**
     * @param counting how many failures are to be counted now, perhaps none
     * @param inRow failures since the last success
     * @return whether this opened it
     */
    synchronized boolean failed(Phase began, int counting, int inRow, long nanos) {
        began.running--;
        if (began != phase) {
            return false;
        }
        if (began.closed()) {
            count(counting, nanos);
            if (phase.closed() && counting > 0 && inRow >= rules.consecutive()) {
                open(inRow + " failures in a row");
            }
        } else {
            open("a probe failed");
        }
        return !phase.closed();
    }

    private void count(int failures, long nanos) {
        for (int i = 0; i < failures && phase.closed(); i++) {
            machine.onError(nanos, TimeUnit.NANOSECONDS, Refused.of(Reason.UPSTREAM_5XX, "a failure"));
            follow(SHARE);
        }
    }

    private void open(String why) {
        machine.transitionToOpenState();
        follow(why);
    }

    /** It ended in a way that says nothing of the endpoint. */
    synchronized void released(Phase began) {
        began.running--;
        began.given--;
        if (began == phase) {
            machine.releasePermission();
        }
    }

    /** A call that was let through in its pause was answered: the rest of the pause is not needed. */
    synchronized void revived() {
        if (phase.pausing()) {
            machine.transitionToHalfOpenState();
            follow("it answered");
        }
    }

    /** Its failures were not its own. Only operators undo what operators did. */
    synchronized void acquitted() {
        if (!phase.closed() && !phase.byHand()) {
            machine.transitionToClosedState();
            follow("it answered another tenant");
        }
    }

    synchronized void closeByHand() {
        machine.transitionToClosedState();
        follow("by hand");
    }

    /** Stays so until closed. */
    synchronized void openByHand() {
        if (!phase.byHand()) {
            machine.transitionToForcedOpenState();
            follow("by hand");
        }
    }

    private synchronized void follow(String why) {
        var now = machine.getState();
        var before = phase;
        if (now == before.state) {
            return;
        }
        phase = new Phase(now);
        if (phase.closed()) {
            closedAt = clock.nanos();
        }
        if (phase.word().equals("open")) {
            LOG.warn("{} breaker {} -> {} ({})", name, before.word(), phase.word(), why);
        } else {
            LOG.info("{} breaker {} -> {} ({})", name, before.word(), phase.word(), why);
        }
    }
}
