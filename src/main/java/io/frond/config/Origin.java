package io.frond.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that configuration was read from.
 *
 * @param label how people know it: the path as they gave it
 * @param folder where relative paths in it begin
 */
record Origin(String label, Path folder, List<String> lines) {
    private static final Pattern BREAK = Pattern.compile("\\r\\n|[\\n\\r]");

    static Origin of(String label, Path folder, String text) {
        return new Origin(label, folder, List.of(BREAK.split(text, -1)));
    }

    /** Line {@code number}, counted from 1; empty where there is none. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    Place start() {
        return new Place(this, 1, 1);
    }
}
