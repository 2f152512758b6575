package io.frond.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A block of a YAML file, read strictly: everything that is wrong becomes a fault with its place. */
final class YamlSection implements Section {
    private static final String BLOCK = "a block of keys";
    private final Cursor cursor;

    private YamlSection(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Reads a whole block, then refuses what nobody asked for. */
    static <T> T read(Cursor cursor, Function<Section, T> read) {
        T value = read.apply(new YamlSection(cursor));
        cursor.finish();
        return value;
    }

    @Override
    public <T> T value(String key, Kind<T> kind, T fallback, String doc) {
        T value = optional(key, kind, doc);
        return value == null ? fallback : value;
    }

    @Override
    public <T> T required(String key, Kind<T> kind, String doc) {
        int before = cursor.faults();
        T value = optional(key, kind, doc);
        if (value == null && cursor.faults() == before) {
            cursor.fault(key, "needs " + key + ": " + doc);
        }
        return value == null ? kind.sample() : value;
    }

    @Override
    public <T> @Nullable T optional(String key, Kind<T> kind, String doc) {
        Yaml value = cursor.take(key);
        return value == null ? null : cursor.scalar(value, cursor.at(key), kind);
    }

    @Override
    public <T> List<T> list(String key, Kind<T> item, String doc) {
        Yaml value = cursor.take(key);
        var items = new ArrayList<T>();
        if (value instanceof Yaml.Items several) {
            for (int i = 0; i < several.items().size(); i++) {
                add(items, item(several.items().get(i), cursor.at(key) + "[" + i + "]", item));
            }
        } else if (value != null) {
            add(items, item(value, cursor.at(key), item));
        }
        return Collections.unmodifiableList(items);
    }

    /** An item that a variable left empty is a fault: a shorter list could mean something else entirely. */
    private <T> @Nullable T item(Yaml value, String path, Kind<T> kind) {
        int before = cursor.faults();
        T item = cursor.scalar(value, path, kind);
        if (item == null && cursor.faults() == before) {
            cursor.fault(value.place(), path, "is empty");
        }
        return item;
    }

    private static <T> void add(List<T> items, @Nullable T item) {
        if (item != null) {
            items.add(item);
        }
    }

    @Override
    public <T> Map<String, T> map(String key, Kind<T> item, String doc) {
        var values = new LinkedHashMap<String, T>();
        Cursor inner = cursor.enter(key, BLOCK);
        inner.each((name, entry) -> {
            T value = inner.scalar(entry.value(), inner.at(name), item);
            if (value != null) {
                values.put(name, value);
            }
        });
        return Collections.unmodifiableMap(values);
    }

    @Override
    public <T> T block(String key, String doc, Function<Section, T> read) {
        return read(cursor.enter(key, BLOCK), read);
    }

    @Override
    public <T> @Nullable T optionalBlock(String key, String doc, Function<Section, T> read) {
        return cursor.take(key) == null ? null : block(key, doc, read);
    }

    @Override
    public <T> @Nullable T blockOrOff(String key, String doc, Function<Section, T> read) {
        boolean off = cursor.take(key) instanceof Yaml.Scalar word
                && (word.text().equals("off") || word.text().equals("false"));
        return off ? null : read(cursor.enter(key, BLOCK + " or off"), read);
    }

    @Override
    public <T> Map<String, T> named(String key, Kind<String> name, String doc, BiFunction<String, Section, T> read) {
        var all = new LinkedHashMap<String, T>();
        Cursor inner = cursor.enter(key, BLOCK + ", one for each name");
        inner.each((called, entry) -> {
            String good = inner.name(entry, called, name);
            all.put(good, read(inner.enter(called, BLOCK), section -> read.apply(good, section)));
        });
        return Collections.unmodifiableMap(all);
    }

    @Override
    public <T> List<T> each(String key, String doc, Function<Section, T> read) {
        var all = new ArrayList<T>();
        Yaml value = cursor.take(key);
        if (value instanceof Yaml.Items several) {
            for (int i = 0; i < several.items().size(); i++) {
                all.add(read(cursor.item(several.items().get(i), cursor.at(key) + "[" + i + "]"), read));
            }
        } else if (value != null) {
            cursor.fault(key, "must be a list of blocks, but is " + value.what());
        }
        return Collections.unmodifiableList(all);
    }

    @Override
    public void oneOf(String key, String other) {
        if (has(key) && has(other)) {
            cursor.fault(other, "stands beside " + key + "; only one of the two can hold");
        } else if (!has(key) && !has(other)) {
            cursor.fault(key, "needs " + key + " or " + other);
        }
    }

    @Override
    public boolean has(String key) {
        return cursor.has(key);
    }

    @Override
    public void fault(String key, String problem) {
        cursor.fault(key, problem);
    }
}
