package io.frond.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and how.
 *
 * @param format {@code json}, {@code pretty} or {@code auto}: pretty on a terminal
 * @param level {@code error}, {@code warn}, {@code info} or {@code debug}
 * @param audit where lines of what operators do are appended; null where they go among the others
 */
public record LogConfig(
        String format, String level, @Nullable Path audit) {

    /** What operators do goes where the log goes. */
    public LogConfig(String format, String level) {
        this(format, level, null);
    }

    static LogConfig from(Section s) {
        return new LogConfig(
                s.choice(
                        "format",
                        List.of("auto", "json", "pretty"),
                        "auto",
                        "of log lines; auto is pretty on a terminal"),
                s.choice("level", List.of("error", "warn", "info", "debug"), "info", "from which on lines are written"),
                s.optional(
                        "audit",
                        Disk.appended(),
                        "file to which a line of JSON goes for each change by operators; without it among the others"));
    }
}
