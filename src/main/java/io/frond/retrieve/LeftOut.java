package io.frond.retrieve;

import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Documents that cannot be found, and why. Changed by one event loop, asked by all. */
final class LeftOut {
    private final ConcurrentSkipListMap<String, String> whyById = new ConcurrentSkipListMap<>();

    /** @param why for people; names no content */
    void put(String id, String why) {
        whyById.put(id, why);
    }

    void remove(String id) {
        whyById.remove(id);
    }

    /** Grows and shrinks. */
    SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(whyById);
    }
}
