package io.frond.retrieve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What the settings in front of a document say of it: {@code valid_from}, {@code valid_until} and {@code attributes}.
 *
 * <p>Who writes these keys relies on them: a restriction that cannot be read must not become no restriction. Settings
 * without them may be of any kind, and say nothing.
 */
final class FrontFacts {
    private static final int MOST_ATTRIBUTES = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;

    private static final Pattern MEANT =
            Pattern.compile("(?m)^[\"'?\\s{]*(attributes|valid_from|valid_until)[\"']?[ \\t]*:");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private @Nullable Instant from;
    private @Nullable Instant until;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    private FrontFacts() {}

    /** Says what is wrong, in words that follow "its settings: ". */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String what) {
            super(what, null, false, false);
        }
    }

    /** @param text as a reader sees it, with its settings */
    static FrontFacts of(String text) throws Wrong {
        int end = text.startsWith("---\n") ? text.indexOf("\n---\n", 3) : -1;
        var said = new FrontFacts();
        if (end > 0 && MEANT.matcher(text.substring(0, end)).find()) {
            said.read(new FrontYaml(text.substring(4, end + 1)));
        }
        return said;
    }

    /** Those of the document with what was said. What its source says of an attribute wins. */
    Facts with(Facts facts) {
        var all = new LinkedHashMap<>(attributes);
        all.putAll(facts.attributes());
        var valid = from == null && until == null ? facts.valid() : new Validity(from, until);
        return new Facts(facts.version(), facts.modified(), valid, all);
    }

    private void read(FrontYaml settings) throws Wrong {
        settings.each((key, value) -> {
            switch (key) {
                case "valid_from" -> from = moment(key, settings.scalar(key, value), 0);
                case "valid_until" -> until = moment(key, settings.scalar(key, value), 1);
                case "attributes" ->
                    settings.eachOf(
                            key, value, (name, inner) -> attribute(name, settings.scalar(key + "." + name, inner)));
                default -> settings.skip(value);
            }
        });
        if (from != null && until != null && !from.isBefore(until)) {
            throw new Wrong("valid_from is not before valid_until");
        }
    }

    /** @param more days that a day without a time stands for at its end */
    private static Instant moment(String key, ScalarEvent scalar, int more) throws Wrong {
        var text = scalar.getValue();
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).plusDays(more).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Wrong(key + " is neither a day such as 2026-12-31 nor a moment such as 2026-12-31T17:00:00Z");
        }
    }

    private void attribute(String name, ScalarEvent scalar) throws Wrong {
        if (name.isEmpty() || name.length() > LONGEST_KEY || scalar.getValue().length() > LONGEST_VALUE) {
            throw new Wrong("attributes have names of 1 to 64 characters and values of up to 512");
        }
        if (attributes.put(name, value(scalar)) != null) {
            throw new Wrong("an attribute is given twice");
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw new Wrong("there are more than " + MOST_ATTRIBUTES + " attributes");
        }
    }

    private static Object value(ScalarEvent scalar) {
        var text = scalar.getValue();
        if (scalar.isPlain() && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return scalar.isPlain() && NUMBER.matcher(text).matches() ? Double.valueOf(text) : text;
    }
}
