package io.frond.upstream;

/** What health checks say of an endpoint; well until they say otherwise. Thread-safe. */
final class Vitals {
    private volatile boolean well = true;
    private volatile long since;

    boolean well() {
        return well;
    }

    /** When that changed; monotonic. */
    long since() {
        return since;
    }

    void become(boolean good, long now) {
        since = now;
        well = good;
    }

    void inherit(Vitals before) {
        become(before.well, before.since);
    }
}
