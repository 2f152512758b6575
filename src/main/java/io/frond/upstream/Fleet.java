package io.frond.upstream;

import java.util.Arrays;

/**
 * The breakers of one backend, which together never shut out more than half of its endpoints, and so never the last:
 * of those that are open, or unwell by their health checks, beyond that, those that have been longest are used all the same. Endpoints that operators
 * have taken out of use are no part of it.
 *
 * <p>Thread-safe.
 */
final class Fleet {
    private volatile Breaker[] breakers = {};

    synchronized void remove(Breaker breaker) {
        breakers = Arrays.stream(breakers).filter(one -> one != breaker).toArray(Breaker[]::new);
    }

    synchronized void add(Breaker breaker) {
        var more = Arrays.copyOf(breakers, breakers.length + 1);
        more[breakers.length] = breaker;
        breakers = more;
    }

    /** Whether this one, which is shut for the tenant, may not be spared. */
    boolean needs(Breaker breaker, String tenant) {
        int used = 0;
        int shut = 0;
        int longer = 0;
        boolean before = true;
        for (var other : breakers) {
            before &= other != breaker;
            if (other.withdrawn()) {
                continue;
            }
            used++;
            if (other.isAway(tenant)) {
                shut++;
                longer += opened(other, breaker, before) ? 1 : 0;
            }
        }
        return longer < shut - used / 2;
    }

    private static boolean opened(Breaker one, Breaker other, boolean before) {
        long sooner = one.awaySince() - other.awaySince();
        return sooner < 0 || (sooner == 0 && before);
    }
}
