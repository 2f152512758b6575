package io.frond.limit;

import java.time.Duration;
import java.util.List;

/**
 * The answer to a reservation: all of it, or nothing.
 *
 * @param standings one per claim, in their order; all fit, or nothing was taken
 */
public record Taken(List<Standing> standings) {

    public Taken {
        standings = List.copyOf(standings);
    }

    public boolean allowed() {
        for (var standing : standings) {
            if (!standing.fits()) {
                return false;
            }
        }
        return true;
    }

    /**
     * How a bucket stands after the answer.
     *
     * @param fits whether this claim alone would have been allowed
     * @param remaining that could be taken now; never below zero
     * @param reset until it is full again, were all that is held used now; of a calendar's period, until its end; zero
     *     for places
     * @param pause until the same fits at the latest, were all that is held used now; of a calendar's period, until its
     *     end; zero for places, where nobody knows, and where it fits. Means nothing where the claim is larger than the
     *     limit
     */
    public record Standing(boolean fits, long remaining, Duration reset, Duration pause) {}
}
