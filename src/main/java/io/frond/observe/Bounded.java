package io.frond.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A label with so many values at most; whatever comes later is {@code other}. Thread-safe. */
final class Bounded {
    static final String OTHER = "other";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final int most;

    Bounded(int most) {
        this.most = most;
    }

    String of(String value) {
        return known.contains(value) || admit(value) ? value : OTHER;
    }

    private synchronized boolean admit(String value) {
        return known.contains(value) || (known.size() < most && known.add(value));
    }
}
