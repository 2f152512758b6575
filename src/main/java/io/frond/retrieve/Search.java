package io.frond.retrieve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an index is asked.
 *
 * @param vector the question's, of unit length, which nobody changes; null to go by words alone
 * @param dense weight of the vectors against the words, 0 to 1
 * @param k chunks at most
 * @param filter by the attributes of the chunk's document
 * @param at only what is valid then is found
 */
@SuppressWarnings("ArrayRecordComponent")
public record Search(String text, float @Nullable [] vector, double dense, int k, Filter filter, Instant at) {

    /** The words of a prompt stay out of logs, so also out of this. */
    @Override
    public String toString() {
        return "Search[" + text.length() + " characters, k=" + k + "]";
    }
}
