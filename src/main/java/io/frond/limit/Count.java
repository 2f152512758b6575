package io.frond.limit;

import io.frond.limit.Taken.Standing;
import java.time.Duration;

/** What is kept of one bucket: what is used, which each kind counts in its own way, and what is held. Owned by the store's lock. */
abstract sealed class Count permits RateCount, CalendarCount, PlacesCount {
    private long held;

    static Count of(Bucket bucket) {
        return switch (bucket.measure()) {
            case Bucket.Rate rate -> new RateCount();
            case Bucket.Calendar calendar -> new CalendarCount(calendar);
            case Bucket.Places places -> new PlacesCount();
        };
    }

    final long held() {
        return held;
    }

    /** Below zero gives back. */
    final void hold(long amount) {
        held += amount;
    }

    final Standing standing(Bucket bucket, long amount, Moment now) {
        var pause = amount == 0 ? Duration.ZERO : pause(bucket, amount, now);
        return new Standing(fits(bucket, amount, now), remaining(bucket, now), reset(bucket, now), pause);
    }

    final boolean fits(Bucket bucket, long amount, Moment now) {
        return amount == 0 || room(bucket, amount, now);
    }

    final Fill fill(Bucket bucket, Moment now) {
        return new Fill(used(bucket, now), held, reset(bucket, now));
    }

    /** Whether so much more may be held or used. */
    abstract boolean room(Bucket bucket, long amount, Moment now);

    abstract void use(Bucket bucket, long amount, Moment now);

    abstract long used(Bucket bucket, Moment now);

    abstract long remaining(Bucket bucket, Moment now);

    abstract Duration reset(Bucket bucket, Moment now);

    abstract Duration pause(Bucket bucket, long amount, Moment now);

    /** Whether a new count would say the same. */
    abstract boolean idle(Moment now);
}
