package io.frond.model;

import java.util.Map;

/**
 * Leave to go on, given at admission and given back at the very end of the answer, streams included.
 *
 * <p>Closed exactly once by the ledger; closing again does nothing.
 */
public interface Lease {

    /** Of those to whom nothing is limited. */
    Lease UNLIMITED = new Lease() {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }

        @Override
        public void close(Outcome outcome, Usage usage, Money cost) {}
    };

    /** The limits as the client should see them, {@code x-ratelimit-*}; empty where there are none. */
    Map<String, String> headers();

    /** Who answered, told before it is closed: not always the backend that the route named. */
    default void answeredBy(String backend) {}

    /**
     * Whatever was set aside for the request is free again; this has been used instead.
     *
     * @param usage of the answer: as reported, or estimated from what was seen where the client left or the provider
     *     does not report; unknown where nothing is billed, as for an answer from the cache
     */
    void close(Outcome outcome, Usage usage, Money cost);
}
