package io.frond.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what was read of one block, for {@link Effective}. A key without a value is left out. */
final class Telling {
    private static final String HIDDEN = "***";

    private final JsonObject told = new JsonObject();

    /** @param source null for a default */
    <T> void value(String key, Kind<T> kind, @Nullable T value, @Nullable Yaml source) {
        if (value != null) {
            told.put(key, leaf(key, kind, value, source));
        }
    }

    /** @param source what the values were read from, one by one where it is a list */
    <T> void list(String key, Kind<T> kind, List<T> values, @Nullable Yaml source) {
        var items = new JsonArray();
        for (int i = 0; i < values.size(); i++) {
            items.add(leaf(key, kind, values.get(i), sourceOf(i, values.size(), source)));
        }
        if (!items.isEmpty()) {
            told.put(key, items);
        }
    }

    private static @Nullable Yaml sourceOf(int index, int count, @Nullable Yaml source) {
        if (source instanceof Yaml.Items several) {
            return several.items().size() == count ? several.items().get(index) : null;
        }
        return source;
    }

    void off(String key) {
        told.put(key, "off");
    }

    /** A block within, told by another. */
    void block(String key, Telling inner) {
        told.put(key, inner.told);
    }

    void blocks(String key, List<Telling> inner) {
        if (!inner.isEmpty()) {
            told.put(key, new JsonArray(inner.stream().map(one -> one.told).toList()));
        }
    }

    void blocks(String key, Map<String, Telling> inner) {
        var all = new Telling();
        inner.forEach(all::block);
        if (!inner.isEmpty()) {
            block(key, all);
        }
    }

    /** Of a block that was laid over another: what is written in it, and all of what it adds. */
    Telling only(Yaml.Mapping written, Yaml.Mapping below) {
        var own = new Telling();
        own.told.mergeIn(only(told, written, below));
        return own;
    }

    private static JsonObject only(JsonObject both, Yaml.Mapping written, Yaml.Mapping below) {
        var own = new JsonObject();
        written.entries().forEach((key, entry) -> {
            var under = below.entries().get(key);
            var value = both.getValue(key);
            if (value instanceof JsonObject block
                    && entry.value() instanceof Yaml.Mapping mine
                    && under != null
                    && under.value() instanceof Yaml.Mapping theirs) {
                own.put(key, only(block, mine, theirs));
            } else if (value != null) {
                own.put(key, value);
            }
        });
        return own;
    }

    Effective effective() {
        return new Effective(told.encode());
    }

    private static <T> Object leaf(String key, Kind<T> kind, T value, @Nullable Yaml source) {
        if (value instanceof Collection<?> lines) {
            return new JsonArray(lines.stream()
                    .map(line -> text(key, String.valueOf(line), kind.hidden(), null))
                    .toList());
        }
        if (value instanceof Boolean) {
            return value;
        }
        var printed = kind.print(value);
        boolean number = value instanceof Number && printed.matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
        return number ? new BigDecimal(printed) : text(key, real(value, printed), kind.hidden(), source);
    }

    private static String real(Object value, String printed) {
        return value instanceof Secret secret ? secret.value() : printed;
    }

    /** As written where something was put in: who may see the configuration need not see what is in the environment. */
    private static String text(String key, String value, boolean hidden, @Nullable Yaml source) {
        var open = source instanceof Yaml.Scalar written && written.text().contains("${") ? written.text() : value;
        var shown = hidden ? HIDDEN : Excerpt.blot(key + ": " + open).substring(key.length() + 2);
        return shown.equals(value) ? value : Effective.mark(value, shown);
    }
}
