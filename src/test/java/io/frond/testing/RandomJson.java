package io.frond.testing;

import java.util.List;
import java.util.SplittableRandom;

/** JSON values, written in all the ways that JSON allows. */
public class RandomJson {
    private static final String[] TEXTS = {
        "",
        "hello",
        "grün",
        "漢字かな",
        "😀 🏳️",
        "a\"b\\c/d",
        "line\nline\ttab",
        "\u0000\u001f",
        "{\"model\":\"x\"}",
        "'",
        "é".repeat(40)
    };
    private static final String[] BLANKS = {"", "", "", " ", "\n", "\t \r\n  "};
    private static final String[] NUMBERS = {
        "0",
        "-0.0",
        "1.00",
        "1E3",
        "1e-07",
        "-12.50e+2",
        "9223372036854775807",
        "18446744073709551615",
        "-170141183460469231731687303715884105728",
        "3.14159265358979323846264338327950288419716939937510",
        "1e400"
    };

    protected final SplittableRandom random;

    public RandomJson(SplittableRandom random) {
        this.random = random;
    }

    /** Whatever value, nested at most so deep. */
    public final String any(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> string(text(""));
            case 1 -> Long.toString(random.nextLong());
            case 2 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 3 -> random.nextBoolean() ? "true" : "false";
            case 4 -> "null";
            case 5 -> array(List.of());
            case 6 -> array(List.of(any(depth - 1), any(depth - 1)));
            case 7 -> object(List.of(field("stream_options", any(depth - 1)), field("messages", any(depth - 1))));
            default -> object(List.of(field("k", any(depth - 1)), field("model", any(depth - 1))));
        };
    }

    protected final String field(String name, String value) {
        return string(name) + blank() + ":" + blank() + value;
    }

    protected final String object(List<String> fields) {
        return "{" + blank() + String.join(blank() + "," + blank(), fields) + blank() + "}";
    }

    protected final String array(List<String> values) {
        return "[" + blank() + String.join(blank() + "," + blank(), values) + blank() + "]";
    }

    protected final String text(String before) {
        return before + TEXTS[random.nextInt(TEXTS.length)];
    }

    protected final String blank() {
        return BLANKS[random.nextInt(BLANKS.length)];
    }

    protected final String string(String text) {
        boolean escapeMany = random.nextInt(4) == 0;
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean must = c < ' ' || c == '"' || c == '\\';
            boolean may = escapeMany && (random.nextBoolean() || Character.isSurrogate(c));
            quoted.append(must || may ? escaped(c) : String.valueOf(c));
        }
        return quoted.append('"').toString();
    }

    private String escaped(char c) {
        int letter = "\"\\/\n\t".indexOf(c);
        if (letter >= 0 && random.nextBoolean()) {
            return "\\" + "\"\\/nt".charAt(letter);
        }
        return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
    }
}
