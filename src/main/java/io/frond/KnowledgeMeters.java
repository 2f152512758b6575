package io.frond;

import io.frond.model.Clock;
import io.frond.retrieve.Knowledge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The knowledge at work in figures: {@code frond.knowledge.documents} that can be found, {@code frond.knowledge.age},
 * the seconds since a document was last changed, {@code frond.knowledge.changes}, documents that change in a day,
 * {@code frond.knowledge.stale}, those that are older than their collection allows, and
 * {@code frond.knowledge.reachable}, 0 while its engine is away.
 */
final class KnowledgeMeters {
    private final Clock clock;
    private final MultiGauge documents;
    private final MultiGauge ages;
    private final MultiGauge reachable;
    private final MultiGauge changes;
    private final MultiGauge stale;

    KnowledgeMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.documents = MultiGauge.builder("frond.knowledge.documents").register(registry);
        this.ages =
                MultiGauge.builder("frond.knowledge.age").baseUnit("seconds").register(registry);
        this.reachable = MultiGauge.builder("frond.knowledge.reachable").register(registry);
        this.changes = MultiGauge.builder("frond.knowledge.changes")
                .baseUnit("per_day")
                .register(registry);
        this.stale = MultiGauge.builder("frond.knowledge.stale").register(registry);
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
        each(reachable, knowledge, known -> known.reachable() ? 1 : 0);
        each(changes, knowledge, known -> known.age().changesPerDay());
        each(stale, knowledge, known -> known.age().stale());
    }

    private static void each(MultiGauge gauge, Map<String, Knowledge> knowledge, ToDoubleFunction<Knowledge> figure) {
        gauge.register(
                knowledge.entrySet().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("kb", one.getKey()), () -> figure.applyAsDouble(one.getValue())))
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
