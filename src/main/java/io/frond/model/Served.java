package io.frond.model;

import java.time.Duration;

/**
 * Who answered.
 *
 * @param endpoint backend name and ordinal from 1, {@code general#1}; never an address
 * @param attempts tries made, this one included
 * @param firstByte from the last try's start to its first body byte
 */
public record Served(String endpoint, int attempts, Duration firstByte) {}
