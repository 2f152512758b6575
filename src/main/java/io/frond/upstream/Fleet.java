package io.frond.upstream;

import java.util.Arrays;

/**
 * The breakers of one backend, which together never shut out more than half of its endpoints, and so never the last:
 * of those that are open beyond that, the ones that opened longest ago are used all the same. Endpoints that operators
 * have taken out of use are no part of it.
 *
 * <p>Filled while the backend is built, then only read.
 */
final class Fleet {
    private Breaker[] breakers = {};

    void add(Breaker breaker) {
        breakers = Arrays.copyOf(breakers, breakers.length + 1);
        breakers[breakers.length - 1] = breaker;
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
            if (other.isShut(tenant)) {
                shut++;
                longer += opened(other, breaker, before) ? 1 : 0;
            }
        }
        return longer < shut - used / 2;
    }

    private static boolean opened(Breaker one, Breaker other, boolean before) {
        long sooner = one.openedAt() - other.openedAt();
        return sooner < 0 || (sooner == 0 && before);
    }
}
