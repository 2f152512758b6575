package io.frond.retrieve;

/**
 * A chunk that was found.
 *
 * @param score 0 to 1; comparable across questions, so that a bound on it means something
 */
public record Hit(Chunk chunk, double score) {}
