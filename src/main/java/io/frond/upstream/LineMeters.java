package io.frond.upstream;

import io.frond.model.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * One backend's queue in figures, by class: {@code frond.queue.length}, {@code frond.queue.wait} of those who got a
 * place, and {@code frond.shed}, those who were turned away for want of room.
 */
final class LineMeters {
    private final ReplacingGauges gauges;
    private final String backend;
    private final Map<Priority, Timer> waits = new EnumMap<>(Priority.class);
    private final Map<Priority, Counter> sheds = new EnumMap<>(Priority.class);

    LineMeters(MeterRegistry registry, String backend) {
        this.gauges = new ReplacingGauges(registry);
        this.backend = backend;
        for (var priority : Priority.values()) {
            var tags = tags(priority);
            waits.put(
                    priority,
                    Timer.builder("frond.queue.wait")
                            .description("Time in the queue of those who got a place")
                            .tags(tags)
                            .register(registry));
            sheds.put(
                    priority,
                    Counter.builder("frond.shed")
                            .description("Requests turned away because there was no room")
                            .tags(tags)
                            .register(registry));
        }
    }

    private Tags tags(Priority priority) {
        return Tags.of("backend", backend, "class", priority.label());
    }

    void show(Line line) {
        for (var priority : Priority.values()) {
            gauges.show("frond.queue.length", tags(priority), () -> line.length(priority));
        }
    }

    void waited(Priority priority, Duration time) {
        Objects.requireNonNull(waits.get(priority)).record(time);
    }

    void shed(Priority priority) {
        Objects.requireNonNull(sheds.get(priority)).increment();
    }

    void close() {
        gauges.close();
    }
}
