package io.frond.config;

import java.util.Map;
import java.util.function.Function;

/**
 * What a value may be: how it is read from a word, what the schema says of it, and how a default is printed. {@link
 * Kinds} makes them.
 */
public final class Kind<T> {

    /** Turns a word into the type, or says why it cannot. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Word word) throws Unfit;
    }

    private final String label;
    private final T sample;
    private final Map<String, Object> schema;
    private final Reader<T> reader;
    private final Function<? super T, String> printer;
    private final boolean hidden;

    private Kind(
            String label,
            T sample,
            Map<String, Object> schema,
            Reader<T> reader,
            Function<? super T, String> printer,
            boolean hidden) {
        this.label = label;
        this.sample = sample;
        this.schema = schema;
        this.reader = reader;
        this.printer = printer;
        this.hidden = hidden;
    }

    /**
     * @param label what it is called in the reference
     * @param sample stands in for a faulty value, so that reading goes on; never leaves this package
     */
    static <T> Kind<T> of(String label, T sample, Map<String, Object> schema, Reader<T> reader) {
        return new Kind<>(label, sample, schema, reader, String::valueOf, false);
    }

    /** The same, its defaults printed as a configuration would write them. */
    Kind<T> printed(Function<? super T, String> as) {
        return new Kind<>(label, sample, schema, reader, as, hidden);
    }

    /** The same, made into something else. */
    <U> Kind<U> as(Function<? super T, ? extends U> made) {
        Reader<U> reading = word -> made.apply(reader.read(word));
        return new Kind<>(label, made.apply(sample), schema, reading, String::valueOf, hidden);
    }

    /** The same, for values that nobody is to see. */
    Kind<T> kept() {
        return new Kind<>(label, sample, schema, reader, printer, true);
    }

    boolean hidden() {
        return hidden;
    }

    T read(Word word) throws Unfit {
        return reader.read(word);
    }

    String label() {
        return label;
    }

    T sample() {
        return sample;
    }

    Map<String, Object> schema() {
        return schema;
    }

    String print(T value) {
        return printer.apply(value);
    }
}
