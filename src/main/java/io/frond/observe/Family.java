package io.frond.observe;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The meters of one name, found by the values of their labels: to ask the registry each time takes longer than to
 * count. As many are kept as the values given allow. Thread-safe.
 */
final class Family<M> {
    private final Map<Values, M> members = new ConcurrentHashMap<>();
    private final List<String> labels;
    private final Function<Tags, M> register;

    private record Values(String first, String second, String third) {}

    /** @param labels up to three */
    Family(Function<Tags, M> register, String... labels) {
        this.register = register;
        this.labels = List.of(labels);
    }

    M of(String only) {
        return of(only, "", "");
    }

    M of(String first, String second) {
        return of(first, second, "");
    }

    M of(String first, String second, String third) {
        var values = new Values(first, second, third);
        var known = members.get(values);
        return known != null ? known : members.computeIfAbsent(values, this::member);
    }

    private M member(Values values) {
        var all = List.of(values.first, values.second, values.third);
        var tags = Tags.empty();
        for (int i = 0; i < labels.size(); i++) {
            tags = tags.and(labels.get(i), all.get(i));
        }
        return register.apply(tags);
    }
}
