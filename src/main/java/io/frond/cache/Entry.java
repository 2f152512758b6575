package io.frond.cache;

import org.jspecify.annotations.Nullable;

/**
 * A question that was answered, and where its answer is kept. Guarded by the lock of its {@link Pool}.
 *
 * <p>Entries of the same answer, as far as that was judged, form a group: each refers to another one of it or is its
 * root.
 */
final class Entry {
    final String text;
    final String key;
    final String route;
    int number;
    int right;
    int judged;
    private @Nullable Entry same;

    /**
     * @param text of the question
     * @param key under which its answer is kept
     * @param route by which it was answered
     */
    Entry(String text, String key, String route) {
        this.text = text;
        this.key = key;
        this.route = route;
    }

    /** The same for all entries of one answer. */
    Entry group() {
        var root = this;
        while (root.same != null) {
            root = root.same;
        }
        if (root != this) {
            same = root;
        }
        return root;
    }

    /** From now on of one group with the other. */
    void join(Entry other) {
        var root = other.group();
        if (group() != root) {
            group().same = root;
        }
    }
}
