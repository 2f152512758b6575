package io.frond.upstream;

import org.jspecify.annotations.Nullable;

/**
 * What goes on beside the calls of one endpoint, and ends with it.
 *
 * @param health null where it is not checked
 * @param hints null where its metrics are not read
 */
record Company(
        Site site,
        Whereabouts whereabouts,
        Vitals vitals,
        @Nullable Checkup health,
        @Nullable Hints hints) {

    /** What counts as under way there, given Frond's own calls. */
    int load(int own, long now) {
        return hints == null ? own : hints.load(own, now);
    }

    void close() {
        whereabouts.close();
        if (health != null) {
            health.close();
        }
        if (hints != null) {
            hints.close();
        }
    }
}
