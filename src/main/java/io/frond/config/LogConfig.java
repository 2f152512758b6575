package io.frond.config;

import java.util.List;

/**
 * What is logged, and how.
 *
 * @param format {@code json}, {@code pretty} or {@code auto}: pretty on a terminal
 * @param level {@code error}, {@code warn}, {@code info} or {@code debug}
 */
public record LogConfig(String format, String level) {

    static LogConfig from(Section s) {
        return new LogConfig(
                s.choice(
                        "format",
                        List.of("auto", "json", "pretty"),
                        "auto",
                        "of log lines; auto is pretty on a terminal"),
                s.choice(
                        "level", List.of("error", "warn", "info", "debug"), "info", "from which on lines are written"));
    }
}
