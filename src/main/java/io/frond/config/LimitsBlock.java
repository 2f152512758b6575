package io.frond.config;

import io.frond.model.Limits;
import io.frond.model.Money;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block of limits: the same words wherever it stands. */
final class LimitsBlock {
    private static final int MOST_REQUESTS = 100_000_000;
    private static final int MOST_TOKENS = 2_000_000_000;
    private static final int MOST_PLACES = 1_000_000;
    private static final int DEAREST = 100_000_000;

    private LimitsBlock() {}

    /** Of a tenant or key, which may also limit single models. */
    static Limits withModels(Section s) {
        var own = from(s);
        var models = s.named(
                "models",
                new Claims().model(),
                "limits of single models, by the name that requests ask by; they hold beside the others",
                (name, model) -> from(model));
        return new Limits(own.amounts(), own.maxTokens(), own.reserve(), models);
    }

    static Limits from(Section s) {
        var amounts = new EnumMap<Limits.Kind, Long>(Limits.Kind.class);
        for (var kind : Limits.Kind.values()) {
            Long amount = amount(s, kind);
            if (amount != null) {
                amounts.put(kind, amount);
            }
        }
        return new Limits(
                amounts,
                tokens(s, "max_tokens", "longest answer that a request may ask for, in tokens"),
                tokens(
                        s,
                        "reserve",
                        "tokens set aside for an answer whose length the request does not bound; without it, "
                                + Limits.RESERVE),
                Map.of());
    }

    private static @Nullable Long amount(Section s, Limits.Kind kind) {
        return switch (kind.unit()) {
            case REQUESTS -> wide(s.optional(kind.word(), Kinds.count(1, MOST_REQUESTS), kind.words()));
            case TOKENS -> wide(s.optional(kind.word(), Kinds.count(1, MOST_TOKENS), counted(kind)));
            case PLACES -> wide(s.optional(kind.word(), Kinds.count(1, MOST_PLACES), kind.words()));
            case NANO_USD -> s.optional(kind.word(), dollars(), kind.words() + ", by the calendar in UTC");
        };
    }

    private static String counted(Limits.Kind kind) {
        return kind.words() + ", of prompts and answers together";
    }

    private static @Nullable Long tokens(Section s, String key, String doc) {
        return wide(s.optional(key, Kinds.count(1, MOST_TOKENS), doc));
    }

    private static @Nullable Long wide(@Nullable Integer number) {
        return number == null ? null : Long.valueOf(number);
    }

    /** Dollars, down to a millionth; kept in nano-dollars. */
    private static Kind<Long> dollars() {
        Kind<Long> kind = Kind.of("US dollars", 1L, Schemas.range("number", 0, DEAREST), LimitsBlock::nanos);
        return kind.printed(nanos -> new Money(nanos).toString());
    }

    private static long nanos(Word word) throws Unfit {
        if (!word.text().matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            throw new Unfit(word.shown() + " is not an amount of US dollars, such as 20 or 0.50");
        }
        var dollars = new BigDecimal(word.text());
        if (dollars.signum() == 0 || dollars.compareTo(BigDecimal.valueOf(DEAREST)) > 0) {
            throw new Unfit(word.shown() + " is out of range: from 0.000001 to " + DEAREST);
        }
        return Money.of(dollars).nanos();
    }
}
