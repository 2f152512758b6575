package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls from an endpoint that fails, and finds out by a few probes when it has recovered.
 *
 * <p>Resilience4j keeps the window and the states. Added here: failures in a row open at once, one failed probe opens
 * again, and the result of a call counts only in the state in which the call began, so that a stream which outlives a
 * transition does not pass for a probe. Results are told at the end of an answer; only the endpoint's own fault is a
 * failure. Thread-safe.
 */
final class Breaker implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final double LONGEST_PAUSE_MILLIS = 60_000;

    /** @param backend the backend's name */
    record Place(String backend, String endpoint, Fleet fleet) {}

    private record Permit(int era, boolean forced, long began) {}

    private final Upstream inner;
    private final Place place;
    private final BackendConfig.Breaker rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final CircuitBreaker circuit;
    private final AtomicInteger row = new AtomicInteger();
    private final AtomicInteger era = new AtomicInteger();
    /** Permissions given in this state and not taken back. */
    private final AtomicInteger probes = new AtomicInteger();

    private volatile long openedAt;
    private volatile long openUntil;
    private volatile long closedAt;
    private volatile String why = "";

    Breaker(Upstream inner, Place place, BackendConfig.Breaker rules, Clock clock, RandomGenerator random) {
        this.inner = inner;
        this.place = place;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
        this.closedAt = clock.nanos();
        this.circuit = CircuitBreaker.of(place.endpoint(), config());
        circuit.getEventPublisher()
                .onStateTransition(event -> moved(
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
        place.fleet().add(this);
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

    /** Milliseconds of the n-th pause in a row: doubled each time, a minute at most, up to a tenth shorter by chance. */
    private long pause(int attempt) {
        double doubled = rules.open().toMillis() * Math.pow(2, Math.min(attempt - 1, 20));
        double jittered = Math.min(doubled, LONGEST_PAUSE_MILLIS) * (1 - random.nextDouble() / 10);
        long millis = Math.max(1, (long) jittered);
        openedAt = clock.nanos();
        openUntil = openedAt + TimeUnit.MILLISECONDS.toNanos(millis);
        return millis;
    }

    @Override
    public Future<Reply> call(Call call) {
        boolean permitted = circuit.tryAcquirePermission();
        if (!permitted && !place.fleet().needs(this)) {
            return Future.failedFuture(
                    Refused.of(Reason.UPSTREAM_OPEN, "The model service is failing and gets a pause.")
                            .after(rest()));
        }
        var permit = new Permit(era.get(), !permitted, clock.nanos());
        if (permitted) {
            probes.incrementAndGet();
        }
        var reply = inner.call(call);
        Ends.after(reply, ending -> settle(permit, ending));
        return reply;
    }

    private void settle(Permit permit, Ending ending) {
        boolean counts = !permit.forced() && permit.era() == era.get();
        long took = clock.nanos() - permit.began();
        switch (ending.outcome()) {
            case SUCCEEDED -> {
                row.set(0);
                if (counts) {
                    circuit.onSuccess(took, TimeUnit.NANOSECONDS);
                } else if (permit.forced() && circuit.getState() == State.OPEN) {
                    move("it answered", circuit::transitionToHalfOpenState);
                }
            }
            case FAILED -> failed(counts, took);
            case IGNORED -> {
                if (counts) {
                    probes.decrementAndGet();
                    circuit.releasePermission();
                }
            }
        }
    }

    private void failed(boolean counts, long took) {
        int failures = row.incrementAndGet();
        if (!counts) {
            return;
        }
        circuit.onError(took, TimeUnit.NANOSECONDS, Refused.of(Reason.UPSTREAM_5XX, "a failure"));
        var state = circuit.getState();
        if (state == State.HALF_OPEN) {
            move("a probe failed", circuit::transitionToOpenState);
        } else if (state == State.CLOSED && failures >= rules.consecutive()) {
            move(failures + " failures in a row", circuit::transitionToOpenState);
        }
    }

    private void move(String reason, Runnable transition) {
        why = reason;
        transition.run();
        why = "";
    }

    private void moved(State from, State to) {
        era.incrementAndGet();
        probes.set(0);
        if (to == State.CLOSED) {
            row.set(0);
            closedAt = clock.nanos();
        }
        var reason = !why.isEmpty() ? why : usualReason(to);
        var line = "backend {} endpoint {} breaker {} -> {} ({})";
        if (to == State.OPEN) {
            LOG.warn(line, place.backend(), place.endpoint(), word(from), word(to), reason);
        } else {
            LOG.info(line, place.backend(), place.endpoint(), word(from), word(to), reason);
        }
    }

    private String usualReason(State to) {
        return switch (to) {
            case CLOSED -> "its probes succeeded";
            case HALF_OPEN -> "its pause is over";
            default -> "too large a share of its calls failed";
        };
    }

    /** Whether calls are kept away now: in its pause, or half-open with all its probes under way. */
    boolean isShut() {
        return switch (circuit.getState()) {
            case OPEN -> clock.nanos() - openUntil < 0;
            case HALF_OPEN -> probes.get() >= rules.probes();
            default -> false;
        };
    }

    long openedAt() {
        return openedAt;
    }

    /** When it closed, or was made. */
    long closedAt() {
        return closedAt;
    }

    boolean isReady() {
        return !isShut() || place.fleet().needs(this);
    }

    private Duration rest() {
        long nanos = openUntil - clock.nanos();
        return nanos > 0 ? Duration.ofNanos(nanos) : Duration.ofSeconds(1);
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    String state() {
        return word(circuit.getState());
    }

    int failuresInARow() {
        return row.get();
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
