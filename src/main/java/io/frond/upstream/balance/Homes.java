package io.frond.upstream.balance;

import java.util.List;

/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam 2016), by weighted rendezvous: each key puts
 * the endpoints into an order of its own, and its home is the first that is not overloaded. Needs no table, so that
 * every Frond finds the same home; one that comes or goes moves only its own keys.
 *
 * <p>Overloaded is who has more than 1.25 times the mean of calls under way, by weight; with fewer than two nobody is.
 */
final class Homes {
    private static final double BOUND = 1.25;
    private static final int SPARE = 2;
    /** A queue is short where a cold cache is five times quicker. */
    private static final double SLOW = 5;
    /** In seconds: below this nobody is slow, whatever the others do. */
    private static final double QUICK = 0.1;

    private Homes() {}

    /**
     * Index of the key's home, or of the next of its order where home is slow; -1 where none is ready.
     *
     * @param key not 0
     */
    static int of(List<Load> loads, long key) {
        double fair = fairShare(loads);
        int home = -1;
        int next = -1;
        double first = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            if (!load.ready() || load.inflight() >= bound(load, fair)) {
                continue;
            }
            double distance = distance(key, load);
            if (distance < first) {
                next = home;
                second = first;
                home = i;
                first = distance;
            } else if (distance < second) {
                next = i;
                second = distance;
            }
        }
        return next >= 0 && isSlow(loads.get(home), loads.get(next)) ? next : home;
    }

    private static boolean isSlow(Load home, Load next) {
        return next.latency() > 0 && home.latency() > Math.max(QUICK, SLOW * next.latency());
    }

    /** Calls under way over weight, the new one included. */
    private static double fairShare(List<Load> loads) {
        int inflight = 1;
        double weight = 0;
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            if (load.ready()) {
                inflight += load.inflight();
                weight += load.weight();
            }
        }
        return inflight / weight;
    }

    private static double bound(Load load, double fair) {
        return Math.max(SPARE, Math.ceil(BOUND * fair * load.weight()));
    }

    /** Exponentially distributed with the weight as its rate: each endpoint is the nearest of its share of all keys. */
    private static double distance(long key, Load load) {
        double chance = ((mixed(key ^ load.place().id()) >>> 11) + 0.5) * 0x1p-53;
        return -Math.log(chance) / load.weight();
    }

    /** The finaliser of MurmurHash3: every bit of the input changes half of the output's. */
    static long mixed(long bits) {
        long x = bits;
        x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
        x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return x ^ (x >>> 33);
    }
}
