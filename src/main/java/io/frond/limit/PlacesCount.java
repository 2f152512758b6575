package io.frond.limit;

import java.time.Duration;

/** Nothing but what is held. */
final class PlacesCount extends Count {

    @Override
    boolean room(Bucket bucket, long amount, Moment now) {
        return held() + amount <= bucket.limit();
    }

    @Override
    void use(Bucket bucket, long amount, Moment now) {}

    @Override
    long used(Bucket bucket, Moment now) {
        return 0;
    }

    @Override
    long remaining(Bucket bucket, Moment now) {
        return Math.max(0, bucket.limit() - held());
    }

    @Override
    Duration reset(Bucket bucket, Moment now) {
        return Duration.ZERO;
    }

    @Override
    Duration pause(Bucket bucket, long amount, Moment now) {
        return Duration.ZERO;
    }

    @Override
    boolean idle(Moment now) {
        return held() == 0;
    }
}
