package io.frond.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads nothing: answers with defaults and remembers every call, which is all that there is to know about a block. */
final class SchemaSection implements Section {
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final boolean partial;
    private List<String> alternatives = List.of();

    SchemaSection() {
        this(false);
    }

    /** @param partial whether what it lacks comes from elsewhere, so that nothing is required */
    private SchemaSection(boolean partial) {
        this.partial = partial;
    }

    /**
     * One call.
     *
     * @param fallback the default as the configuration would write it; null where there is none
     */
    record Key(Form form, boolean required, @Nullable String fallback, String doc) {}

    /** What stands behind a key. */
    sealed interface Form {}

    record Single(Kind<?> kind) implements Form {}

    record Several(Kind<?> kind) implements Form {}

    record ByName(Kind<?> kind) implements Form {}

    /** @param off whether the word {@code off} may stand in its place */
    record Block(SchemaSection inner, boolean off) implements Form {}

    /** A value, or a block in its place. */
    record Either(Kind<?> kind, SchemaSection inner) implements Form {}

    /** A part of the file once more, in which nothing is required. */
    record Over(SchemaSection inner) implements Form {}

    record Blocks(SchemaSection inner) implements Form {}

    record NamedBlocks(Kind<String> name, SchemaSection inner) implements Form {}

    /** In the order of reading. */
    Map<String, Key> keys() {
        return keys;
    }

    /** Two keys of which exactly one must be given, or none at all. */
    List<String> alternatives() {
        return alternatives;
    }

    private void note(String key, Key what) {
        if (keys.putIfAbsent(key, what) != null) {
            throw new IllegalStateException(key + " is read twice");
        }
    }

    private <T> SchemaSection recorded(Function<Section, T> read) {
        return recorded(read, partial);
    }

    private static <T> SchemaSection recorded(Function<Section, T> read, boolean partial) {
        var inner = new SchemaSection(partial);
        T unused = read.apply(inner);
        return inner;
    }

    @Override
    public <T> T value(String key, Kind<T> kind, T fallback, String doc) {
        note(key, new Key(new Single(kind), false, kind.print(fallback), doc));
        return fallback;
    }

    @Override
    public <T> T required(String key, Kind<T> kind, String doc) {
        note(key, new Key(new Single(kind), !partial, null, doc));
        return kind.sample();
    }

    @Override
    public <T> @Nullable T optional(String key, Kind<T> kind, String doc) {
        note(key, new Key(new Single(kind), false, null, doc));
        return null;
    }

    @Override
    public <T> List<T> list(String key, Kind<T> item, String doc) {
        note(key, new Key(new Several(item), false, null, doc));
        return List.of();
    }

    @Override
    public <T> Map<String, T> map(String key, Kind<T> item, String doc) {
        note(key, new Key(new ByName(item), false, null, doc));
        return Map.of();
    }

    @Override
    public <T> T block(String key, String doc, Function<Section, T> read) {
        var inner = new SchemaSection(partial);
        note(key, new Key(new Block(inner, false), false, null, doc));
        return read.apply(inner);
    }

    @Override
    public <T> @Nullable T optionalBlock(String key, String doc, Function<Section, T> read) {
        note(key, new Key(new Block(recorded(read), false), false, null, doc));
        return null;
    }

    @Override
    public <T> @Nullable T blockOrOff(String key, String doc, Function<Section, T> read) {
        note(key, new Key(new Block(recorded(read), true), false, null, doc));
        return null;
    }

    @Override
    public <T> T valueOrBlock(String key, Kind<? extends T> kind, String doc, Function<Section, ? extends T> read) {
        note(key, new Key(new Either(kind, recorded(read)), !partial, null, doc));
        return kind.sample();
    }

    @Override
    public <T> @Nullable T overlay(String key, Collection<String> parts, String doc, Function<Section, T> read) {
        note(key, new Key(new Over(recorded(read, true)), false, null, doc));
        return null;
    }

    @Override
    public <T> Map<String, T> named(String key, Kind<String> name, String doc, BiFunction<String, Section, T> read) {
        note(
                key,
                new Key(new NamedBlocks(name, recorded(inner -> read.apply(name.sample(), inner))), false, null, doc));
        return Map.of();
    }

    @Override
    public <T> List<T> each(String key, String doc, Function<Section, T> read) {
        note(key, new Key(new Blocks(recorded(read)), false, null, doc));
        return List.of();
    }

    @Override
    public void oneOf(String key, String other) {
        alternatives = partial ? List.of() : List.of(key, other);
    }

    @Override
    public boolean has(String key) {
        return false;
    }

    @Override
    public void fault(String key, String problem) {
        // there is no text that could be at fault
    }
}
