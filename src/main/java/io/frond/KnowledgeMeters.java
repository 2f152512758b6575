package io.frond;

import io.frond.model.Clock;
import io.frond.retrieve.Knowledge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;

/**
 * The knowledge at work in figures: {@code frond.knowledge.documents} that can be found, {@code frond.knowledge.age},
 * the seconds since a document was last changed, and {@code frond.knowledge.reachable}, 0 while its engine is away.
 */
final class KnowledgeMeters {
    private final Clock clock;
    private final MultiGauge documents;
    private final MultiGauge ages;
    private final MultiGauge reachable;

    KnowledgeMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.documents = MultiGauge.builder("frond.knowledge.documents").register(registry);
        this.ages =
                MultiGauge.builder("frond.knowledge.age").baseUnit("seconds").register(registry);
        this.reachable = MultiGauge.builder("frond.knowledge.reachable").register(registry);
    }

    /** From now on of these, and of no others. */
    void show(Map<String, Knowledge> knowledge) {
        documents.register(
                knowledge.entrySet().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("kb", one.getKey(), "state", "searchable"),
                                () -> one.getValue().stats().documents()))
                        .toList(),
                true);
        ages.register(
                knowledge.entrySet().stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("kb", one.getKey()), () -> age(one.getValue())))
                        .toList(),
                true);
        reachable.register(
                knowledge.entrySet().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("kb", one.getKey()),
                                () -> one.getValue().reachable() ? 1 : 0))
                        .toList(),
                true);
    }

    private double age(Knowledge known) {
        var newest = known.stats().newest();
        return newest == null
                ? Double.NaN
                : Duration.between(newest, clock.now()).toMillis() / 1e3;
    }
}
