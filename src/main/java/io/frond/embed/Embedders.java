package io.frond.embed;

/**
 * One model seen through two pools: one for questions that somebody waits for, one for bulk work, so that a long
 * indexing run never stands before a question.
 */
public record Embedders(Embedder questions, Embedder bulk) {}
