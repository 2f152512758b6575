package io.frond.retrieve.format;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Colours as style sheets and Word write them: red, green, blue in 24 bits. */
final class Color {
    private static final Map<String, Integer> NAMES = Map.of(
            "white",
            0xFFFFFF,
            "snow",
            0xFFFAFA,
            "ivory",
            0xFFFFF0,
            "whitesmoke",
            0xF5F5F5,
            "ghostwhite",
            0xF8F8FF,
            "black",
            0x000000,
            "red",
            0xFF0000,
            "blue",
            0x0000FF,
            "green",
            0x008000,
            "gray",
            0x808080);
    private static final Pattern RGB = Pattern.compile(
            "rgba?\\(\\s*+(\\d{1,3})[\\s,]++(\\d{1,3})[\\s,]++(\\d{1,3})(?:[\\s,/]++([\\d.]{1,6}%?))?\\s*+\\)");

    private Color() {}

    /** Null where it is none of the usual ways to write one. */
    static @Nullable Integer of(String written) {
        var word = written.strip();
        if (word.matches("#[0-9a-f]{6}(?:[0-9a-f]{2})?")) {
            return Integer.parseInt(word.substring(1, 7), 16);
        }
        if (word.matches("#[0-9a-f]{3,4}")) {
            return 0x11 * rgb(digit(word, 1), digit(word, 2), digit(word, 3));
        }
        var rgb = RGB.matcher(word);
        if (rgb.matches()) {
            return rgb(part(rgb.group(1)), part(rgb.group(2)), part(rgb.group(3)));
        }
        return NAMES.get(word);
    }

    private static int rgb(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }

    /** Whether nothing would be drawn in it. */
    static boolean transparent(String written) {
        var word = written.strip();
        var rgb = RGB.matcher(word);
        return word.equals("transparent")
                || word.matches("#[0-9a-f]{6}0[0-9a-f]|#[0-9a-f]{3}0")
                || (rgb.matches() && rgb.group(4) != null && rgb.group(4).matches("0?\\.?0[0-9]?%?|0"));
    }

    private static int digit(String word, int at) {
        return Character.digit(word.charAt(at), 16);
    }

    private static int part(String number) {
        return Math.min(255, Integer.parseInt(number));
    }
}
