package io.frond.config;

import java.util.Collection;
import java.util.LinkedHashMap;

/**
 * One block laid over another of the same shape: blocks are merged key by key, lists and single values replaced.
 * {@code null} takes away what lies below, as if it had not been said; a key with nothing behind it says nothing.
 */
final class Overlay {

    private Overlay() {}

    /** @param parts the keys that count of either */
    static Yaml.Mapping of(Yaml.Mapping below, Yaml.Mapping above, Collection<String> parts) {
        Yaml.Mapping all = merged(below, above);
        var entries = new LinkedHashMap<>(all.entries());
        entries.keySet().retainAll(parts);
        return new Yaml.Mapping(all.place(), entries);
    }

    private static Yaml.Mapping merged(Yaml.Mapping below, Yaml.Mapping above) {
        var all = new LinkedHashMap<>(below.entries());
        above.entries().forEach((key, entry) -> {
            if (all.containsKey(key) && takesAway(entry.value())) {
                all.remove(key);
            } else {
                all.merge(key, entry, Overlay::merged);
            }
        });
        return new Yaml.Mapping(above.place(), all);
    }

    private static boolean takesAway(Yaml value) {
        return value instanceof Yaml.Scalar word && word.empty() && !word.text().isEmpty();
    }

    private static Yaml.Entry merged(Yaml.Entry below, Yaml.Entry above) {
        if (above.value() instanceof Yaml.Scalar nothing && nothing.empty() && below.value() instanceof Yaml.Mapping) {
            return below;
        }
        return below.value() instanceof Yaml.Mapping block && above.value() instanceof Yaml.Mapping over
                ? new Yaml.Entry(above.key(), merged(block, over))
                : above;
    }
}
