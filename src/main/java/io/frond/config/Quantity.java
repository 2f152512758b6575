package io.frond.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number with a unit, as the configuration writes it: {@code 250ms}, {@code 256MiB}, {@code 200k}.
 *
 * @param what the kind of quantity, for messages
 * @param examples how it is written, for messages
 * @param units from the largest to the smallest, each with its factor
 * @param habits other spellings of the units, to suggest the right one
 */
record Quantity(String what, String examples, List<Unit> units, Map<String, String> habits) {

    /** @param name empty for a number without unit */
    record Unit(String name, long factor) {}

    /** In milliseconds. */
    static final Quantity DURATION = new Quantity(
            "a duration",
            "250ms, 10s, 2m, 1h or 7d",
            List.of(
                    new Unit("d", 86_400_000),
                    new Unit("h", 3_600_000),
                    new Unit("m", 60_000),
                    new Unit("s", 1000),
                    new Unit("ms", 1)),
            Map.of("sec", "s", "secs", "s", "S", "s", "min", "m", "mins", "m", "hours", "h", "days", "d", "", "s"));

    static final Quantity BYTES = new Quantity(
            "a number of bytes",
            "64KiB, 256MiB or 2GiB",
            List.of(new Unit("GiB", 1L << 30), new Unit("MiB", 1L << 20), new Unit("KiB", 1L << 10), new Unit("B", 1)),
            Map.of("G", "GiB", "GB", "GiB", "M", "MiB", "MB", "MiB", "mb", "MiB", "K", "KiB", "KB", "KiB", "", "MiB"));

    static final Quantity COUNT = new Quantity(
            "a whole number",
            "500, 200k or 1M",
            List.of(new Unit("M", 1_000_000), new Unit("k", 1000), new Unit("", 1)),
            Map.of("K", "k", "m", "M"));

    private static final Pattern PARTS = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*([A-Za-z]{0,8})");

    /** The number in the smallest unit, within a range. */
    long read(Word word, long least, long most) throws Unfit {
        long amount = read(word);
        if (amount < least || amount > most) {
            throw new Unfit(word.shown() + " is out of range: from " + print(least) + " to " + print(most));
        }
        return amount;
    }

    private long read(Word word) throws Unfit {
        Matcher parts = PARTS.matcher(word.text());
        if (!parts.matches()) {
            throw new Unfit(word.shown() + " is not " + what + ": write " + examples);
        }
        String number = parts.group(1);
        Unit unit = unit(parts.group(2));
        if (unit == null || !word.text().equals(number + unit.name())) {
            String problem = parts.group(2).isEmpty() ? " has no unit" : " has no unit that Frond knows";
            throw new Unfit(word.shown() + problem + ": write " + examples, meant(number, parts.group(2)));
        }
        BigDecimal exact = new BigDecimal(number).multiply(BigDecimal.valueOf(unit.factor()));
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new Unfit(word.shown() + " is not " + what + ": write " + examples);
        }
        return exact.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    private @Nullable Unit unit(String name) {
        return units.stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String meant(String number, String unit) {
        String right = unit(unit) == null ? habits.get(unit) : unit;
        return right == null ? null : number + right;
    }

    /** In the largest unit that gives a whole number. */
    String print(long amount) {
        for (Unit unit : units) {
            if (amount != 0 && amount % unit.factor() == 0) {
                return amount / unit.factor() + unit.name();
            }
        }
        return amount + units.get(units.size() - 1).name();
    }

    /** What is accepted, as a regular expression for the schema. */
    String pattern() {
        return units.stream().map(Unit::name).collect(Collectors.joining("|", "^[0-9]+(\\.[0-9]+)?(", ")$"));
    }
}
