package io.frond.upstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One endpoint's figures: {@code frond.upstream.requests} by outcome, {@code frond.upstream.first.byte},
 * {@code frond.endpoint.inflight} of at most {@code frond.endpoint.limit}, {@code frond.breaker.state} (1 for the state
 * it is in), {@code frond.breaker.forced} and {@code frond.endpoint.drained} (1 while an operator wants it so); where it
 * is watched so, {@code frond.endpoint.healthy}, {@code frond.endpoint.waiting} and {@code frond.endpoint.cache}.
 *
 * <p>Gauges of a reloaded backend take the place of the old one's.
 */
final class EndpointMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer firstByte;
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
    private final ReplacingGauges gauges;
    private final CallMeters calls;
    private boolean removed;

    EndpointMeters(MeterRegistry registry, String backend, String endpoint) {
        this.registry = registry;
        this.gauges = new ReplacingGauges(registry);
        this.calls = new CallMeters(registry, backend);
        this.tags = Tags.of("backend", backend, "endpoint", endpoint);
        this.firstByte = Timer.builder("frond.upstream.first.byte")
                .description("Time from the start of a try to the first byte of its answer")
                .tags(tags)
                .serviceLevelObjectives(buckets())
                .register(registry);
    }

    private static Duration[] buckets() {
        return java.util.stream.LongStream.of(
                        1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000, 15_000,
                        30_000, 60_000)
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
    }

    CallMeters calls() {
        return calls;
    }

    void firstByte(Duration took) {
        firstByte.record(took);
    }

    synchronized void ended(String outcome) {
        if (removed) {
            return;
        }
        outcomes.computeIfAbsent(outcome, this::counter).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder("frond.upstream.requests")
                .description("Tries at an endpoint by how they ended")
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }

    synchronized void show(Supplier<Number> inflight, Supplier<Number> limit, Supplier<Guard> guard) {
        if (removed) {
            return;
        }
        gauges.show("frond.endpoint.inflight", tags, inflight);
        gauges.show("frond.endpoint.limit", tags, limit);
        for (String state : List.of("closed", "open", "half-open")) {
            gauges.show(
                    "frond.breaker.state",
                    tags.and("state", state),
                    () -> one(state.equals(guard.get().breaker())));
        }
        gauges.show("frond.breaker.forced", tags, () -> one(guard.get().byHand()));
        gauges.show("frond.endpoint.drained", tags, () -> one(guard.get().drained()));
    }

    /** Only of an endpoint that is watched so. */
    synchronized void show(Company company, LongSupplier now) {
        if (removed) {
            return;
        }
        if (company.health() != null) {
            gauges.show(
                    "frond.endpoint.healthy", tags, () -> one(company.vitals().well()));
        }
        var hints = company.hints();
        if (hints != null) {
            gauges.show("frond.endpoint.waiting", tags, () -> hints.gauges(now.getAsLong())
                    .waiting());
            gauges.show("frond.endpoint.cache", tags, () -> hints.gauges(now.getAsLong())
                    .cache());
        }
    }

    private static int one(boolean so) {
        return so ? 1 : 0;
    }

    /** Takes all figures down: there will be no endpoint of this name again. */
    synchronized void remove() {
        removed = true;
        close();
        outcomes.values().forEach(registry::remove);
        registry.remove(firstByte);
    }

    /** Takes the gauges down, unless a successor's stand there. */
    void close() {
        gauges.close();
    }
}
