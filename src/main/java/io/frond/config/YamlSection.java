package io.frond.config;

import java.util.ArrayList;
import java.util.Collection;
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
    private final Telling telling;

    private YamlSection(Cursor cursor, Telling telling) {
        this.cursor = cursor;
        this.telling = telling;
    }

    /**
     * Reads a whole block, then refuses what nobody asked for.
     *
     * @param telling hears of every value
     */
    static <T> T read(Cursor cursor, Telling telling, Function<Section, T> read) {
        T value = read.apply(new YamlSection(cursor, telling));
        cursor.finish();
        return value;
    }

    @Override
    public <T> T value(String key, Kind<T> kind, T fallback, String doc) {
        T value = optional(key, kind, doc);
        if (value == null) {
            telling.value(key, kind, fallback, null);
        }
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
        Yaml source = cursor.take(key);
        T value = source == null ? null : cursor.scalar(source, cursor.at(key), kind);
        telling.value(key, kind, value, source);
        return value;
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
        telling.list(key, item, items, value);
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
        var told = new Telling();
        Cursor inner = cursor.enter(key, BLOCK);
        inner.each((name, entry) -> {
            T value = inner.scalar(entry.value(), inner.at(name), item);
            told.value(name, item, value, entry.value());
            if (value != null) {
                values.put(name, value);
            }
        });
        telling.block(key, told);
        return Collections.unmodifiableMap(values);
    }

    @Override
    public <T> T block(String key, String doc, Function<Section, T> read) {
        return read(key, cursor.enter(key, BLOCK), read);
    }

    private <T> T read(String key, Cursor within, Function<Section, T> read) {
        var told = new Telling();
        T value = read(within, told, read);
        telling.block(key, told);
        return value;
    }

    @Override
    public <T> @Nullable T optionalBlock(String key, String doc, Function<Section, T> read) {
        return cursor.take(key) == null ? null : block(key, doc, read);
    }

    @Override
    public <T> @Nullable T blockOrOff(String key, String doc, Function<Section, T> read) {
        boolean off = cursor.take(key) instanceof Yaml.Scalar word
                && (word.text().equals("off") || word.text().equals("false"));
        if (off) {
            telling.off(key);
        }
        return off ? null : read(key, cursor.enter(key, BLOCK + " or off"), read);
    }

    @Override
    public <T> T valueOrBlock(String key, Kind<? extends T> kind, String doc, Function<Section, ? extends T> read) {
        return cursor.take(key) instanceof Yaml.Mapping
                ? read(key, cursor.enter(key, BLOCK), read)
                : required(key, kind, doc);
    }

    @Override
    public <T> @Nullable T overlay(String key, Collection<String> parts, String doc, Function<Section, T> read) {
        if (cursor.take(key) == null) {
            return null;
        }
        Cursor laid = cursor.overlay(key, parts);
        var told = new Telling();
        T value = read(laid, told, read);
        cursor.adopt(laid);
        telling.block(key, cursor.own(key, told));
        return value;
    }

    @Override
    public <T> Map<String, T> named(String key, Kind<String> name, String doc, BiFunction<String, Section, T> read) {
        var all = new LinkedHashMap<String, T>();
        var told = new LinkedHashMap<String, Telling>();
        Cursor inner = cursor.enter(key, BLOCK + ", one for each name");
        inner.each((called, entry) -> {
            String good = inner.name(entry, called, name);
            var within = new Telling();
            told.put(good, within);
            all.put(good, read(inner.enter(called, BLOCK), within, section -> read.apply(good, section)));
        });
        telling.blocks(key, told);
        return Collections.unmodifiableMap(all);
    }

    @Override
    public <T> List<T> each(String key, String doc, Function<Section, T> read) {
        var all = new ArrayList<T>();
        var told = new ArrayList<Telling>();
        Yaml value = cursor.take(key);
        if (value instanceof Yaml.Items several) {
            for (int i = 0; i < several.items().size(); i++) {
                told.add(new Telling());
                all.add(read(cursor.item(several.items().get(i), cursor.at(key) + "[" + i + "]"), told.get(i), read));
            }
        } else if (value != null) {
            cursor.fault(key, "must be a list of blocks, but is " + value.what());
        }
        telling.blocks(key, told);
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
