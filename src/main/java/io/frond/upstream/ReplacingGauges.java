package io.frond.upstream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gauges that take the place of those of the same name and labels: a reloaded backend's of the old one's. */
final class ReplacingGauges {
    private final MeterRegistry registry;
    private final List<Gauge> gauges = new ArrayList<>();

    ReplacingGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(String name, Tags labels, Supplier<Number> value) {
        var before = registry.find(name).tags(labels).gauge();
        if (before != null) {
            registry.remove(before);
        }
        gauges.add(Gauge.builder(name, value).tags(labels).strongReference(true).register(registry));
    }

    /** Takes them down, unless a successor's stand there. */
    void close() {
        for (Gauge gauge : gauges) {
            Meter.Id id = gauge.getId();
            if (registry.find(id.getName()).tags(id.getTags()).gauge() == gauge) {
                registry.remove(gauge);
            }
        }
    }
}
