package io.frond.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source line of a fault with a caret below it, fit for a terminal and a log: no secrets, no control characters. */
final class Excerpt {
    private static final int WIDTH = 120;
    private static final Pattern SECRET = Pattern.compile(
            // the value of a key that names a secret, misspelt or not, unless it is a variable or a digest
            "(?i)[\\w-]*(?:key(?!s)|kye(?!s)|hash|secret|passw|(?:api|auth|access|bearer|admin)[_-]?token)[\\w-]*[\"']?\\s*:\\s*[\"'\\[{]*"
                    + "(?<value>(?!\\$\\{|sha256:|[|>]|\\s)[^\\s\"',}\\]]+)"
                    // the password of an address
                    + "|://(?<login>[^@/\\s\"']*)@"
                    // what providers' keys look like
                    + "|\\b(?<token>(?:sk|pk|rk|gsk|xai|hf|ghp|glpat)[-_][\\w-]{6,}|AIza[\\w-]{10,})");

    private Excerpt() {}

    static String of(Place place) {
        String line = blot(place.origin().line(place.line()));
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

    private static String blot(String line) {
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
