package io.frond.model;

import java.time.Duration;
import java.util.List;

/**
 * Who answered.
 *
 * @param endpoint backend name and ordinal from 1, {@code general#1}; never an address
 * @param attempts tries made, this one included
 * @param firstByte from the last try's start to its first body byte
 * @param kept the id under which it keeps this answer, for a later request to go on from; empty where it does not
 * @param model the name that was asked for there; empty where that is the client's own
 * @param passed the backends that were passed over, each with the reason: {@code legal-ft=upstream_5xx}
 */
public record Served(
        String endpoint, int attempts, Duration firstByte, String kept, String model, List<String> passed) {

    public Served {
        passed = List.copyOf(passed);
    }

    /** Who gave an answer that is not kept. */
    public Served(String endpoint, int attempts, Duration firstByte) {
        this(endpoint, attempts, firstByte, "", "", List.of());
    }

    /** The same after so many tries. */
    public Served after(int tries) {
        return new Served(endpoint, tries, firstByte, kept, model, passed);
    }

    /** The same, others having been passed over. */
    public Served passing(List<String> others) {
        return new Served(endpoint, attempts, firstByte, kept, model, others);
    }

    /** The backend's name. */
    public String backend() {
        int ordinal = endpoint.lastIndexOf('#');
        return ordinal < 0 ? endpoint : endpoint.substring(0, ordinal);
    }
}
