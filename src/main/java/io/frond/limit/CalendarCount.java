package io.frond.limit;

import io.frond.limit.Bucket.Calendar;
import java.time.Duration;

/** What was used of the running day or month. */
final class CalendarCount extends Count {
    private final Calendar calendar;
    private long period = Long.MIN_VALUE;
    private long used;

    CalendarCount(Calendar calendar) {
        this.calendar = calendar;
    }

    @Override
    boolean room(Bucket bucket, long amount, Moment now) {
        return used(bucket, now) + held() + amount <= bucket.limit();
    }

    @Override
    void use(Bucket bucket, long amount, Moment now) {
        used = used(bucket, now) + amount;
    }

    /** Of a period that has not come yet, because the clock was far wrong, nothing is forgotten. */
    @Override
    long used(Bucket bucket, Moment now) {
        long current = now.period(calendar);
        if (current > period) {
            used = 0;
        }
        period = current;
        return used;
    }

    @Override
    long remaining(Bucket bucket, Moment now) {
        return Math.max(0, bucket.limit() - used(bucket, now) - held());
    }

    @Override
    Duration reset(Bucket bucket, Moment now) {
        return now.left(calendar);
    }

    @Override
    Duration pause(Bucket bucket, long amount, Moment now) {
        return room(bucket, amount, now) ? Duration.ZERO : now.left(calendar);
    }

    @Override
    boolean idle(Moment now) {
        return held() == 0 && (used == 0 || period < now.period(calendar));
    }
}
