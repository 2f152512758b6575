package io.frond.limit;

import io.frond.limit.Bucket.Rate;
import java.time.Duration;

/**
 * The generic cell rate algorithm (ATM Forum TM 4.0). It keeps the moment at which the bucket will be full again. Each
 * unit used moves that moment by {@code period / limit}; admission keeps it within one period ahead. So whoever was
 * silent may send a whole period's worth at once, afterwards the steady rate; there is no window whose edge doubles it.
 */
final class RateCount extends Count {
    /** So far ahead at most, some seventy years: a debt that no sum overflows. */
    private static final long FARTHEST = Long.MAX_VALUE / 4;
    /** What doubles lose on the way from units to nanoseconds and back. */
    private static final double ROUNDING = 1e-9;

    private long fullAt;
    private boolean begun;

    @Override
    boolean room(Bucket bucket, long amount, Moment now) {
        return over(bucket, amount, now) <= 0;
    }

    @Override
    void use(Bucket bucket, long amount, Moment now) {
        fullAt = now.nanos() + Math.min(FARTHEST, owed(now) + cost(bucket, amount));
        begun = true;
    }

    @Override
    long used(Bucket bucket, Moment now) {
        return (long) Math.ceil(units(bucket, owed(now)) - ROUNDING);
    }

    @Override
    long remaining(Bucket bucket, Moment now) {
        long free = (long) Math.floor(units(bucket, period(bucket) - owed(now)) + ROUNDING);
        return Math.max(0, free - held());
    }

    @Override
    Duration reset(Bucket bucket, Moment now) {
        return Duration.ofNanos(owed(now) + cost(bucket, held()));
    }

    @Override
    Duration pause(Bucket bucket, long amount, Moment now) {
        return Duration.ofNanos(Math.max(0, over(bucket, amount, now)));
    }

    @Override
    boolean idle(Moment now) {
        return held() == 0 && owed(now) == 0;
    }

    private long over(Bucket bucket, long amount, Moment now) {
        return owed(now) + cost(bucket, held() + amount) - period(bucket);
    }

    private long owed(Moment now) {
        return begun ? Math.max(0, fullAt - now.nanos()) : 0;
    }

    private static long cost(Bucket bucket, long amount) {
        return Math.min(FARTHEST, (long) ((double) amount * period(bucket) / bucket.limit()));
    }

    private static double units(Bucket bucket, long nanos) {
        return (double) nanos * bucket.limit() / period(bucket);
    }

    private static long period(Bucket bucket) {
        return ((Rate) bucket.measure()).period().toNanos();
    }
}
