package io.frond.retrieve;

import org.jspecify.annotations.Nullable;

/**
 * A chunk that words or vectors brought up, with both measures taken.
 *
 * @param entry its number within the searched state of the index
 * @param words BM25
 * @param coverage share of the question's terms it holds, weighed by rarity, 0 to 1
 * @param cosine of its vector and the question's; null where one of them is not there
 */
record Candidate(
        int entry, double words, double coverage, @Nullable Double cosine) {}
