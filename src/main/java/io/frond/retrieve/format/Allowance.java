package io.frond.retrieve.format;

import io.frond.model.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the limits of one file. Once something is used up every call throws, so that a library that swallows
 * the first exception gets no further.
 *
 * <p>Used by one worker; only {@link #abandon()} by others.
 */
final class Allowance {
    private static final int CHECK_EVERY = 256;

    private final Limits limits;
    private final Clock clock;
    private final long size;
    private final long deadline;
    private long unpacked;
    private long characters;
    private int elements;
    private int calls;
    private @Nullable Unreadable spent;
    private volatile boolean abandoned;

    /** @param size bytes of the file */
    Allowance(Limits limits, long size, Clock clock) {
        this.limits = limits;
        this.size = size;
        this.clock = clock;
        this.deadline = clock.nanos() + limits.time().toNanos();
    }

    /** One more paragraph, cell, tag or other part. */
    void element() {
        elements(1);
    }

    void elements(int more) {
        elements += more;
        if (elements > limits.elements() || elements < 0) {
            throw spent("it has more than " + limits.elements() + " parts; split it");
        }
        step();
    }

    /** @param levels of elements that are open */
    void depth(int levels) {
        if (levels > limits.depth()) {
            throw spent("its parts are nested more than " + limits.depth() + " deep");
        }
    }

    void unpacked(long bytes) {
        unpacked += bytes;
        if (unpacked > limits.unpacked()) {
            throw spent("it unpacks to more than " + (limits.unpacked() >> 20) + " MiB; split it");
        }
        if (unpacked > Limits.HARMLESS && unpacked > size * limits.ratio()) {
            throw spent("it unpacks to more than " + limits.ratio() + " times its size, as bombs do");
        }
        step();
    }

    void characters(int more) {
        characters += more;
        if (characters > limits.text()) {
            throw spent("it holds more than " + (limits.text() >> 20) + " million characters; split it");
        }
        step();
    }

    /** How many levels may be open. */
    int deepest() {
        return limits.depth();
    }

    /** A step that is neither: keeps an eye on the time. */
    void step() {
        if (++calls % CHECK_EVERY == 0) {
            time();
        }
    }

    /** To be asked before long steps. */
    void time() {
        if (spent != null) {
            throw spent;
        }
        if (abandoned || clock.nanos() - deadline > 0) {
            throw spent(late().why());
        }
    }

    private Unreadable spent(String why) {
        spent = spent == null ? new Unreadable(why) : spent;
        return spent;
    }

    Unreadable late() {
        return new Unreadable("reading it takes longer than " + limits.time().toSeconds() + " s; split it");
    }

    /** Nobody waits for it any more. Any thread. */
    void abandon() {
        abandoned = true;
    }
}
