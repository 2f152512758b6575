package io.frond.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A single value on its way from YAML to a type.
 *
 * @param text what it says after expansion
 * @param shown how messages call it: as written, so that an expanded secret is never repeated
 */
record Word(String text, String shown, Origin origin, Outside outside) {
    private static final String EXPANDED = "the value of ";
    private static final int SHOWN = 60;

    /** @param expanded whether anything was replaced in what was written */
    static Word of(Yaml.Scalar written, String text, boolean expanded, Outside outside) {
        String shown = (expanded ? EXPANDED : "") + quoted(written.text());
        return new Word(text, shown, written.place().origin(), outside);
    }

    /** Whether a message may be built from the text. */
    boolean open() {
        return !shown.startsWith(EXPANDED);
    }

    /** A file or folder; a relative one begins where the configuration file is. */
    Path path() throws Unfit {
        try {
            return origin.folder().resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Unfit(shown + " is not a path");
        }
    }

    /** In quotes, of bearable length and without control characters. */
    static String quoted(String text) {
        return "\"" + clean(text) + "\"";
    }

    static String clean(String text) {
        String printable = text.replaceAll("\\p{Cntrl}|[\u2028\u2029]", "?");
        int points = printable.codePointCount(0, printable.length());
        return points <= SHOWN ? printable : printable.substring(0, printable.offsetByCodePoints(0, SHOWN)) + "...";
    }
}
