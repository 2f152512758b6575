package io.frond.config;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed view of one block of the configuration, read key by key: name, default, and one line that says what it is.
 *
 * <p>Reading never fails. A faulty value is noted with its place and the default stands in, so that all faults come out
 * of one run; keys that nobody read are faults too. The same calls, made on the other implementation, write the schema
 * and the reference page: so every key must be read exactly once, whatever the others say.
 */
public interface Section {

    /** The value of a key, or the fallback. */
    <T> T value(String key, Kind<T> kind, T fallback, String doc);

    /** The value of a key that must be there. */
    <T> T required(String key, Kind<T> kind, String doc);

    /** The value of a key; null where it is absent or empty. */
    <T> @Nullable T optional(String key, Kind<T> kind, String doc);

    /** A list of values; a single one may stand without brackets. Empty where absent. */
    <T> List<T> list(String key, Kind<T> item, String doc);

    /** Values by freely chosen names. Empty where absent. */
    <T> Map<String, T> map(String key, Kind<T> item, String doc);

    /** A block within; where absent, an empty one is read, which gives its defaults. */
    <T> T block(String key, String doc, Function<Section, T> read);

    /** A block within that may be absent; then null. */
    <T> @Nullable T optionalBlock(String key, String doc, Function<Section, T> read);

    /** A block within, or the word {@code off} in its place; then null. */
    <T> @Nullable T blockOrOff(String key, String doc, Function<Section, T> read);

    /**
     * A single value, or a block in its place. One of them must be there; where it is not, the sample of the kind stands
     * in.
     */
    <T> T valueOrBlock(String key, Kind<? extends T> kind, String doc, Function<Section, ? extends T> read);

    /**
     * A block in the words of the top level, laid over it; null where it is absent. What is read is both together; a
     * fault is told where the faulty value stands.
     *
     * @param parts the keys of the top level that it may hold
     */
    <T> @Nullable T overlay(String key, Collection<String> parts, String doc, Function<Section, T> read);

    /** Blocks by freely chosen names, in the order of the file. */
    <T> Map<String, T> named(String key, Kind<String> name, String doc, BiFunction<String, Section, T> read);

    /** A list of blocks. Empty where absent. */
    <T> List<T> each(String key, String doc, Function<Section, T> read);

    /** Exactly one of two keys must be given. */
    void oneOf(String key, String other);

    /** Whether the key is written. For conditions between keys only: it does not count as reading. */
    boolean has(String key);

    /** Notes a fault at the key, or at the block where the key is absent. */
    void fault(String key, String problem);

    /** Text of up to 1,000 characters. */
    default @Nullable String text(String key, String doc) {
        return optional(key, Kinds.text(), doc);
    }

    /** A whole number within a range. */
    default int integer(String key, int fallback, int least, int most, String doc) {
        return value(key, Kinds.integer(least, most), fallback, doc);
    }

    /** {@code true} or {@code false}. */
    default boolean flag(String key, boolean fallback, String doc) {
        return value(key, Kinds.flag(), fallback, doc);
    }

    /** A duration from 1 ms to 7 days, {@code 10s}. */
    default Duration duration(String key, Duration fallback, String doc) {
        return value(key, Kinds.duration(Duration.ofMillis(1), Duration.ofDays(7)), fallback, doc);
    }

    /** A number of bytes, {@code 256MiB}. */
    default long bytes(String key, long fallback, long least, long most, String doc) {
        return value(key, Kinds.bytes(least, most), fallback, doc);
    }

    /** A share from 0 to 1, written {@code 20%} or {@code 0.2}. */
    default double share(String key, double fallback, String doc) {
        return value(key, Kinds.share(), fallback, doc);
    }

    /** One of a few words. */
    default String choice(String key, Collection<String> words, String fallback, String doc) {
        return value(key, Kinds.choice(words), fallback, doc);
    }

    /** The address of a service, {@code http://host:port/path}. */
    default @Nullable URI url(String key, String doc) {
        return optional(key, Wire.url(), doc);
    }

    /** A credential; never repeated in messages. */
    default @Nullable Secret secret(String key, String doc) {
        return optional(key, Wire.secret(), doc);
    }
}
