package io.frond.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much may be used at one level: by a tenant, with a key, of a route, of a backend.
 *
 * @param amounts at least 1 each; requests, tokens or nano-USD
 * @param maxTokens the longest answer that a request may ask for; null for no bound
 * @param reserve tokens set aside for an answer whose length the request does not bound; null for {@link #RESERVE}
 * @param models by the name that requests ask by; in these no further models
 */
public record Limits(
        Map<Kind, Long> amounts,
        @Nullable Long maxTokens,
        @Nullable Long reserve,
        Map<String, Limits> models) {

    public static final Limits NONE = new Limits(Map.of(), null, null, Map.of());

    /** Tokens of a usual answer, generously. */
    public static final long RESERVE = 1024;

    public Limits {
        var ordered = new EnumMap<Kind, Long>(Kind.class);
        ordered.putAll(amounts);
        amounts = Collections.unmodifiableMap(ordered);
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** This one limit. */
    public static Limits of(Kind kind, long amount) {
        return NONE.and(kind, amount);
    }

    /** The same and this one. */
    public Limits and(Kind kind, long amount) {
        var more = new EnumMap<Kind, Long>(Kind.class);
        more.putAll(amounts);
        more.put(kind, amount);
        return new Limits(more, maxTokens, reserve, models);
    }

    public boolean isEmpty() {
        return amounts.isEmpty() && maxTokens == null && models.isEmpty();
    }

    /** What a limit counts. */
    public enum Unit {
        REQUESTS,
        TOKENS,
        PLACES,
        NANO_USD
    }

    /** Which limit it is; {@link #word()} is its name in the configuration. */
    public enum Kind {
        RPS(Unit.REQUESTS, Duration.ofSeconds(1), "requests per second"),
        RPM(Unit.REQUESTS, Duration.ofMinutes(1), "requests per minute"),
        RPH(Unit.REQUESTS, Duration.ofHours(1), "requests per hour"),
        RPD(Unit.REQUESTS, Duration.ofDays(1), "requests per day"),
        TPS(Unit.TOKENS, Duration.ofSeconds(1), "tokens per second"),
        TPM(Unit.TOKENS, Duration.ofMinutes(1), "tokens per minute"),
        TPH(Unit.TOKENS, Duration.ofHours(1), "tokens per hour"),
        TPD(Unit.TOKENS, Duration.ofDays(1), "tokens per day"),
        CONCURRENT(Unit.PLACES, Duration.ZERO, "requests at one time"),
        USD_PER_DAY(Unit.NANO_USD, Duration.ofDays(1), "US dollars per day"),
        USD_PER_MONTH(Unit.NANO_USD, Duration.ofDays(31), "US dollars per month");

        private final Unit unit;
        private final Duration period;
        private final String words;

        Kind(Unit unit, Duration period, String words) {
            this.unit = unit;
            this.period = period;
            this.words = words;
        }

        public Unit unit() {
            return unit;
        }

        /** Zero for places; the longest month for months. */
        public Duration period() {
            return period;
        }

        /** For people. */
        public String words() {
            return words;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
