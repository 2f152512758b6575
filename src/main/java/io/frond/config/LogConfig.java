package io.frond.config;

/**
 * @param format {@code json}, {@code pretty} or {@code auto}: pretty on a terminal
 * @param level {@code error}, {@code warn}, {@code info} or {@code debug}
 */
public record LogConfig(String format, String level) {}
