package io.frond.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source line of a fault with a caret below it, fit for a terminal and a log: no secrets, no control characters. */
final class Excerpt {
    private static final int WIDTH = 120;
    private static final String NAME =
            "[\\w-]*(?:key(?!s)|kye(?!s)|hash|secret|passw|passphrase|credential|authori[sz]ation|bearer"
                    + "|(?:api|auth|access|admin)[_-]?token|(?<![\\w-])token(?!\\w))[\\w-]*[\"']?\\s*:";

    /** A key whose value stands in the lines below, indented further. */
    private static final Pattern ABOVE =
            Pattern.compile("(?i)[\\s\"'-]*" + NAME + "\\s*(?:[&!]\\S+\\s*)*(?:[|>][-+0-9]*)?\\s*(?:#.*)?");

    private static final Pattern SECRET = Pattern.compile(
            // what follows a key that names a secret, misspelt or not, unless it is a variable or a digest;
            // to the end of the line, as a passphrase may hold blanks and commas
            "(?i)" + NAME + "\\s*[\"'\\[{]*(?<value>(?!\\$\\{(?:\\w+|\\w+:\\?[^}]*|file:[^}]*)}|sha256:|[|>]|\\s).+)"
                    // the password of an address
                    + "|://(?<login>[^@/\\s\"']*)@"
                    // what providers' keys look like
                    + "|\\b(?<token>(?:sk|pk|rk|gsk|xai|hf|ghp|glpat)[-_][\\w-]{6,}|AIza[\\w-]{10,})");

    private Excerpt() {}

    static String of(Place place) {
        String line = belowSecret(place)
                ? place.origin().line(place.line()).replaceAll("\\S", "*")
                : blot(place.origin().line(place.line()));
        int[] points = line.codePoints().toArray();
        int column = Math.min(place.column() - 1, points.length);
        int from = column < WIDTH - 20 ? 0 : column - WIDTH / 2;
        int to = Math.min(points.length, from + WIDTH);
        if (points.length == 0) {
            return "";
        }
        String number = String.valueOf(place.line());
        String margin = " ".repeat(number.length());
        return " " + number + " | " + shown(points, from, to) + "\n" + " " + margin + " | " + " ".repeat(column - from)
                + "^";
    }

    private static String shown(int[] points, int from, int to) {
        var text = new StringBuilder();
        for (int at = from; at < to; at++) {
            int point = points[at];
            text.appendCodePoint(point == '\t' ? ' ' : Character.isISOControl(point) ? '?' : point);
        }
        return text.toString();
    }

    /** Whether the nearest line above that is indented less names a secret and leaves its value to what follows. */
    private static boolean belowSecret(Place place) {
        int indent = indent(place.origin().line(place.line()));
        for (int above = place.line() - 1; above >= 1 && indent > 0; above--) {
            String line = place.origin().line(above);
            if (!line.isBlank() && indent(line) < indent) {
                return ABOVE.matcher(line).matches();
            }
        }
        return false;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** The text with stars over what looks like a secret. */
    static String blot(String line) {
        Matcher found = SECRET.matcher(line);
        var text = new StringBuilder(line);
        while (found.find()) {
            for (String group : new String[] {"value", "login", "token"}) {
                for (int at = Math.max(found.start(group), 0); at < found.end(group); at++) {
                    text.setCharAt(at, '*');
                }
            }
        }
        return text.toString();
    }
}
