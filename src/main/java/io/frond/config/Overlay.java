package io.frond.config;

import java.util.Collection;
import java.util.LinkedHashMap;

/** One block laid over another of the same shape: blocks are merged key by key, lists and single values replaced. */
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
        above.entries().forEach((key, entry) -> all.merge(key, entry, Overlay::merged));
        return new Yaml.Mapping(above.place(), all);
    }

    private static Yaml.Entry merged(Yaml.Entry below, Yaml.Entry above) {
        if (!(below.value() instanceof Yaml.Mapping block)) {
            return above;
        }
        if (above.value() instanceof Yaml.Mapping over) {
            return new Yaml.Entry(above.key(), merged(block, over));
        }
        return above.value() instanceof Yaml.Scalar word && word.empty() ? below : above;
    }
}
