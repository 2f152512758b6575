package io.frond.config;

import io.frond.model.Money;
import io.frond.model.Price;
import java.nio.file.Path;
import java.util.Map;

/** Kinds of values that tell what something costs. */
final class PriceKinds {
    private static final int MOST = 100_000;

    private PriceKinds() {}

    /** An amount of US dollars that is not negative, exactly as written. */
    static Kind<Money> dollars() {
        Kind<Money> kind = Kind.of("US dollars", Money.ZERO, Schemas.range("number", 0, MOST), word -> {
            Money amount = amount(word);
            if (amount.nanos() < 0 || amount.isMoreThan(new Money(MOST * 1_000_000_000L))) {
                throw new Unfit(word.shown() + " is out of range: from 0 to " + MOST);
            }
            return amount;
        });
        return kind.printed(Money::toString);
    }

    private static Money amount(Word word) throws Unfit {
        try {
            return Money.of(word.text());
        } catch (IllegalArgumentException e) {
            throw new Unfit(word.shown() + " is no amount: " + e.getMessage());
        }
    }

    /** A file of prices by model, in LiteLLM's form. */
    static Kind<Map<String, Price>> file() {
        return Kind.of("file", Map.of(), Schemas.text(), word -> {
            Path file = word.path();
            return PriceFile.read(file, word.outside().text(file, PriceFile.LARGEST));
        });
    }
}
