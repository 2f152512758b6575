package io.frond.model;

import java.time.Duration;

/**
 * Who answered.
 *
 * @param endpoint backend name and ordinal from 1, {@code general#1}; never an address
 * @param attempts tries made, this one included
 * @param firstByte from the last try's start to its first body byte
 * @param kept the id under which it keeps this answer, for a later request to go on from; empty where it does not
 */
public record Served(String endpoint, int attempts, Duration firstByte, String kept) {

    /** Who gave an answer that is not kept. */
    public Served(String endpoint, int attempts, Duration firstByte) {
        this(endpoint, attempts, firstByte, "");
    }
}
