package io.frond.upstream;

/**
 * A running estimate of a quantile of durations, from a histogram whose buckets grow by a tenth: from 1 ms to about
 * three hours, so an estimate is off by at most a twentieth. When the weight of all samples reaches its bound it is
 * halved, so that what was long ago fades.
 *
 * <p>Not thread-safe.
 */
final class Quantile {
    private static final double GROWTH = Math.log(1.1);
    private static final int BUCKETS = 170;
    private static final double MOST = 2_000;

    private final double share;
    private final double[] buckets = new double[BUCKETS];
    private double total;

    /** @param share of samples that are smaller, 0 to 1 */
    Quantile(double share) {
        this.share = share;
    }

    void add(double millis) {
        buckets[bucket(millis)]++;
        if (++total >= MOST) {
            fade();
        }
    }

    private static int bucket(double millis) {
        return millis <= 1 ? 0 : (int) Math.min(BUCKETS - 1, 1 + Math.log(millis) / GROWTH);
    }

    private void fade() {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] /= 2;
        }
        total /= 2;
    }

    /** How much was seen, fading. */
    double weight() {
        return total;
    }

    /** Milliseconds, the middle of the bucket; 0 while nothing was seen. */
    double millis() {
        double wanted = total * share;
        double below = 0;
        for (int i = 0; i < BUCKETS; i++) {
            below += buckets[i];
            if (below > 0 && below >= wanted) {
                return i == 0 ? 1 : Math.exp((i - 0.5) * GROWTH);
            }
        }
        return 0;
    }
}
