package io.frond.config;

import io.frond.model.Nearest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The kinds of values that a {@link Section} can be asked for. */
public final class Kinds {
    private static final int LONGEST = 1000;
    private static final String DECIMAL = "-?[0-9]{1,12}(\\.[0-9]{1,9})?";

    private Kinds() {}

    /** Text of up to 1,000 characters that is not blank. */
    public static Kind<String> text() {
        return Kind.of("text", "", Schemas.text(), word -> {
            if (word.text().isBlank()) {
                throw new Unfit(word.shown() + " is empty");
            }
            if (word.text().length() > LONGEST) {
                throw new Unfit("is longer than " + LONGEST + " characters");
            }
            return word.text();
        });
    }

    /** The first segment of a path, or {@code *}. */
    static Kind<String> segment() {
        return Kind.of("path segment", "", Schemas.text(), word -> {
            if (!word.text().matches("[A-Za-z0-9_.-]{1,64}|\\*")) {
                throw new Unfit(word.shown() + " is not the first segment of a path, such as files");
            }
            return word.text();
        });
    }

    /** The name of a column. */
    static Kind<String> column() {
        return Kind.of("column", "", Schemas.text(), word -> {
            if (!word.text().matches("[A-Za-z_][A-Za-z0-9_]{0,62}")) {
                throw new Unfit(word.shown() + " is not the name of a column: letters, digits and underscores");
            }
            return word.text();
        });
    }

    public static Kind<Boolean> flag() {
        return Kind.of("true or false", false, Map.of("type", "boolean"), word -> switch (word.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Unfit(word.shown() + " is neither true nor false");
        });
    }

    public static Kind<Integer> integer(int least, int most) {
        return Kind.of("whole number", least, Schemas.range("integer", least, most), word -> {
            if (!word.text().matches("-?[0-9]{1,12}")) {
                throw new Unfit(word.shown() + " is not a whole number");
            }
            long number = Long.parseLong(word.text());
            if (number < least || number > most) {
                String right = least == most ? "only " + least : "from " + least + " to " + most;
                throw new Unfit(word.shown() + " is out of range: " + right);
            }
            return (int) number;
        });
    }

    public static Kind<Double> decimal(double least, double most) {
        var schema = Schemas.range("number", least, most);
        Kind<Double> kind = Kind.of("number", least, schema, word -> number(word.text(), word, least, most));
        return kind.printed(Kinds::plain);
    }

    /** A whole number that may be written {@code 200k}. */
    public static Kind<Integer> count(int least, int most) {
        var schema = Schemas.either(Schemas.range("integer", least, most), Schemas.pattern(Quantity.COUNT.pattern()));
        return Kind.of("count", least, schema, word -> (int) Quantity.COUNT.read(word, least, most));
    }

    public static Kind<Duration> duration(Duration least, Duration most) {
        var schema = Schemas.pattern(Quantity.DURATION.pattern());
        Kind<Duration> kind = Kind.of(
                "duration",
                least,
                schema,
                word -> Duration.ofMillis(Quantity.DURATION.read(word, least.toMillis(), most.toMillis())));
        return kind.printed(time -> Quantity.DURATION.print(time.toMillis()));
    }

    public static Kind<Long> bytes(long least, long most) {
        var schema = Schemas.pattern(Quantity.BYTES.pattern());
        Kind<Long> kind = Kind.of("bytes", least, schema, word -> Quantity.BYTES.read(word, least, most));
        return kind.printed(Quantity.BYTES::print);
    }

    /** A moment with its offset, {@code 2026-12-31T00:00:00Z}. */
    public static Kind<Instant> moment() {
        return Kind.of("moment", Instant.EPOCH, Schemas.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]"), word -> {
            try {
                return OffsetDateTime.parse(word.text()).toInstant();
            } catch (DateTimeException e) {
                boolean day = word.text().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
                throw new Unfit(
                        word.shown() + " is not a moment such as 2026-12-31T00:00:00Z",
                        day ? word.text() + "T00:00:00Z" : null);
            }
        });
    }

    /** From 0 to 1, written {@code 20%} or {@code 0.2}. */
    public static Kind<Double> share() {
        var schema = Schemas.either(Schemas.range("number", 0, 1), Schemas.pattern("^[0-9]+(\\.[0-9]+)?%$"));
        Kind<Double> kind = Kind.of("share", 0.0, schema, Kinds::share);
        return kind.printed(share -> plain(share * 100) + "%");
    }

    /** One of a few words, of which the schema tells the editor. */
    public static Kind<String> choice(Collection<String> words) {
        List<String> known = List.copyOf(words);
        return Kind.of("one of " + String.join(", ", known), known.get(0), Schemas.choice(known), word -> {
            // tools of YAML 1.1 write off as false, and on as true
            if (word.text().equals("false") && known.contains("off")) {
                return "off";
            }
            if (word.text().equals("true") && known.contains("on")) {
                return "on";
            }
            if (!known.contains(word.text())) {
                throw new Unfit(
                        word.shown() + " is not one of " + String.join(", ", known), Nearest.to(word.text(), known));
            }
            return word.text();
        });
    }

    /** The name of something that was read before. */
    public static Kind<String> reference(String what, Collection<String> known) {
        var article = "aeiou".indexOf(what.charAt(0)) < 0 ? "a " : "an ";
        return Kind.of("name of " + article + what, "", Schemas.text(), word -> {
            if (!known.contains(word.text())) {
                String there = known.isEmpty() ? "; there is none at all" : "";
                throw new Unfit("no " + what + " is named " + word.shown() + there, Nearest.to(word.text(), known));
            }
            return word.text();
        });
    }

    /** A regular expression that compiles, up to 1,000 characters. */
    public static Kind<String> regex() {
        return Kind.of("regular expression", "", Schemas.text(), word -> {
            String expression = text().read(word);
            try {
                Pattern unused = Pattern.compile(expression);
            } catch (PatternSyntaxException | StackOverflowError e) {
                throw new Unfit(word.shown() + " is not a regular expression" + why(e));
            }
            return expression;
        });
    }

    private static String why(Throwable e) {
        return e instanceof PatternSyntaxException syntax ? ": " + Word.clean(syntax.getDescription()) : "";
    }

    private static double share(Word word) throws Unfit {
        String text = word.text();
        if (text.endsWith("%")) {
            return number(text.substring(0, text.length() - 1), word, 0, 100) / 100;
        }
        if (text.matches("[1-9][0-9]?(\\.[0-9]+)?|100") && !text.equals("1")) {
            throw new Unfit(word.shown() + " is out of range: from 0 to 1, or from 0% to 100%", text + "%");
        }
        return number(text, word, 0, 1);
    }

    private static double number(String text, Word word, double least, double most) throws Unfit {
        if (!text.matches(DECIMAL)) {
            throw new Unfit(word.shown() + " is not a number");
        }
        double number = Double.parseDouble(text);
        if (number < least || number > most) {
            throw new Unfit(word.shown() + " is out of range: from " + plain(least) + " to " + plain(most));
        }
        return number;
    }

    private static String plain(double number) {
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_UP);
        return rounded.stripTrailingZeros().toPlainString();
    }
}
