package io.frond.upstream;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The breakers of one backend, which together never shut out more than half of its endpoints, and so never the last:
 * of those that are open beyond that, the ones that opened longest ago are used all the same.
 */
final class Fleet {
    private final List<Breaker> breakers = new CopyOnWriteArrayList<>();

    void add(Breaker breaker) {
        breakers.add(breaker);
    }

    /** Whether this one may not be spared though it is open. */
    boolean needs(Breaker breaker) {
        var shut = breakers.stream()
                .filter(Breaker::isShut)
                .sorted(Comparator.comparingLong(Breaker::openedAt))
                .toList();
        return shut.indexOf(breaker) < shut.size() - breakers.size() / 2;
    }
}
