package io.frond.config;

import io.frond.model.Nearest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Stands at one block of the tree: takes its entries, remembers which, and notes faults with path and place. */
final class Cursor {
    /** What other gateways call the same thing. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "api_base", "url",
            "base_url", "url",
            "baseURL", "url",
            "api_key", "key",
            "apiKey", "key",
            "backend", "to",
            "target", "to",
            "utterances", "examples");

    private final Yaml.Mapping block;
    private final Place place;
    private final String path;
    private final Desk desk;
    private final Set<String> taken = new LinkedHashSet<>();

    /**
     * Where faults go, and where variables come from.
     *
     * @param top the whole file
     */
    record Desk(Faults faults, Expansion expansion, Yaml.Mapping top) {

        /** For what follows from a fault that was noted already. */
        Desk deaf() {
            return new Desk(new Faults(), expansion, top);
        }
    }

    Cursor(Yaml.Mapping block, Place place, String path, Desk desk) {
        this.block = block;
        this.place = place;
        this.path = path;
        this.desk = desk;
    }

    boolean has(String key) {
        return block.entries().containsKey(key);
    }

    /** The entry's value, which counts as read; null where absent. */
    @Nullable
    Yaml take(String key) {
        taken.add(key);
        Yaml.Entry entry = block.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /** Stands at the block below the key; an empty one where it is absent, or is something else, which is a fault. */
    Cursor enter(String key, String wanted) {
        Yaml.Entry entry = block.entries().get(key);
        Yaml value = take(key);
        Place start = entry == null ? place : entry.key();
        if (value instanceof Yaml.Mapping mapping) {
            return new Cursor(mapping, start, at(key), desk);
        }
        if (value == null || (value instanceof Yaml.Scalar scalar && scalar.empty())) {
            return new Cursor(Yaml.Mapping.empty(start), start, at(key), desk);
        }
        fault(key, "must be " + wanted + ", but is " + value.what());
        return new Cursor(Yaml.Mapping.empty(start), start, at(key), desk.deaf());
    }

    /** Stands at the block below the key, laid over the top level; its faults are known to it alone. */
    Cursor overlay(String key, Collection<String> parts) {
        Cursor written = enter(key, "a block of keys");
        written.each((name, entry) -> {
            if (!parts.contains(name)) {
                var may = "cannot stand in an override, which holds what differs for one tenant: ";
                desk.faults.add(entry.key(), written.at(name), may + String.join(", ", parts), Nearest.to(name, parts));
            }
        });
        var both = Overlay.of(desk.top, written.block, parts);
        return new Cursor(both, written.place, written.path, desk.deaf());
    }

    /** Notes what a laid block was found to be at fault in, unless the top level was already. */
    void adopt(Cursor laid) {
        desk.faults.adopt(laid.desk.faults, laid.path + ".");
    }

    /** Of what was told of a block that was laid over the top level, what is not the top level's. */
    Telling own(String key, Telling told) {
        return take(key) instanceof Yaml.Mapping written ? told.only(written, desk.top) : new Telling();
    }

    /** Stands at an item of a list; anything but a block there is a fault. */
    Cursor item(Yaml value, String at) {
        if (value instanceof Yaml.Mapping mapping) {
            return new Cursor(mapping, mapping.place(), at, desk);
        }
        desk.faults.add(value.place(), at, "must be a block of keys, but is " + value.what());
        return new Cursor(Yaml.Mapping.empty(value.place()), value.place(), at, desk.deaf());
    }

    void each(BiConsumer<String, Yaml.Entry> visit) {
        block.entries().forEach(visit);
    }

    /** The path of a key. */
    String at(String key) {
        return path.isEmpty() ? key : path + "." + Word.clean(key);
    }

    /** Reads a single value; null where it is faulty, or a variable left it empty. */
    <T> @Nullable T scalar(Yaml value, String path, Kind<T> kind) {
        if (!(value instanceof Yaml.Scalar scalar)) {
            desk.faults.add(value.place(), path, "must be a single value, but is " + value.what());
            return null;
        }
        if (scalar.empty()) {
            desk.faults.add(value.place(), path, "has no value; without the key the default holds");
            return null;
        }
        try {
            Word word = desk.expansion.word(scalar);
            boolean emptied = word.text().isEmpty() && !scalar.text().isEmpty();
            return emptied ? null : fit(word, kind);
        } catch (Unfit unfit) {
            desk.faults.add(value.place(), path, unfit);
            return null;
        }
    }

    private static <T> T fit(Word word, Kind<T> kind) throws Unfit {
        try {
            return kind.read(word);
        } catch (Unfit unfit) {
            throw word.open() ? unfit : unfit.withoutSuggestion();
        }
    }

    /** Reads a name that is a key; the name as written where it is faulty. */
    String name(Yaml.Entry entry, String name, Kind<String> kind) {
        try {
            return kind.read(desk.expansion.literal(name, entry.key().origin()));
        } catch (Unfit unfit) {
            desk.faults.add(entry.key(), at(name), unfit);
            return name;
        }
    }

    /** Notes a fault at the key's value, unless that has one already; where the key is absent, at the block. */
    void fault(String key, String problem) {
        Yaml.Entry entry = block.entries().get(key);
        if (entry == null) {
            desk.faults.add(place, path, problem);
        } else if (!desk.faults.knows(entry.value().place())) {
            desk.faults.add(entry.value().place(), at(key), problem);
        }
    }

    void fault(Place at, String path, String problem) {
        desk.faults.add(at, path, problem);
    }

    int faults() {
        return desk.faults.count();
    }

    /** Every key that was not taken is a fault. */
    void finish() {
        block.entries().forEach((key, entry) -> {
            if (!taken.contains(key)) {
                String known = taken.size() <= 12 ? "; known are " + String.join(", ", taken) : "";
                String meant = meant(key);
                desk.faults.add(entry.key(), at(key), "unknown key" + (meant == null ? known : ""), meant);
            }
        });
    }

    private @Nullable String meant(String key) {
        String habit = ELSEWHERE.get(key);
        return habit != null && taken.contains(habit) ? habit : Nearest.to(key, List.copyOf(taken));
    }
}
