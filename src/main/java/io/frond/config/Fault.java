package io.frond.config;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in the configuration, for the person who made it.
 *
 * @param line from 1
 * @param column from 1
 * @param path keys from the top, {@code routes.faq.with}; empty for the file as a whole
 * @param meant what was probably meant; null where nothing is near
 * @param excerpt the source line with a caret below, secrets blotted out
 */
public record Fault(
        String file,
        int line,
        int column,
        String path,
        String problem,
        @Nullable String meant,
        String excerpt) {

    /** {@code file:line:column path: problem. Did you mean "x"?}, then the excerpt. */
    @Override
    public String toString() {
        var text = new StringBuilder(file + ":" + line + ":" + column + " ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(problem).append(problem.endsWith(".") ? "" : ".");
        if (meant != null) {
            text.append(" Did you mean \"").append(meant).append("\"?");
        }
        return excerpt.isEmpty() ? text.toString() : text + "\n" + excerpt;
    }
}
