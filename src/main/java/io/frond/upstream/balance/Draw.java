package io.frond.upstream.balance;

import java.util.random.RandomGenerator;

/**
 * What a choice may depend on besides the loads.
 *
 * @param session hash of whatever the calls of one session have in common; 0 where there is nothing
 * @param prompt hash of the prompt's beginning; 0 where there is none, or nobody asked for it
 */
public record Draw(RandomGenerator random, long session, long prompt) {

    /** By chance alone. */
    public static Draw of(RandomGenerator random) {
        return new Draw(random, 0, 0);
    }
}
