package io.frond.limit;

import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Measure;
import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.model.Limits;
import io.frond.model.Money;
import io.frond.model.Usage;

/** One limit of one level. */
record Line(Level level, Limits.Kind kind, Bucket bucket) {

    static Line of(Level level, Limits.Kind kind, long amount) {
        return new Line(
                level, kind, new Bucket(level.scope(), level.name() + ":" + kind.word(), measure(kind), amount));
    }

    private static Measure measure(Limits.Kind kind) {
        return switch (kind) {
            case CONCURRENT -> Places.AT_ONCE;
            case USD_PER_DAY -> Calendar.DAY;
            case USD_PER_MONTH -> Calendar.MONTH;
            default -> new Rate(kind.period());
        };
    }

    LimitFill with(Fill fill) {
        return new LimitFill(level.name(), kind, bucket.limit(), fill);
    }

    /** What the request wants of it. */
    Claim claim(Need need) {
        return switch (kind.unit()) {
            case REQUESTS -> Claim.used(bucket, 1);
            case PLACES -> Claim.held(bucket, 1);
            case TOKENS -> Claim.held(bucket, need.fitted(need.tokens(), bucket.limit()));
            case NANO_USD -> Claim.held(bucket, need.fitted(need.cost(), bucket.limit()));
        };
    }

    /** The same of a request that nobody had asked this limit about. */
    long charged(Usage usage, Money cost) {
        return kind.unit() == Limits.Unit.REQUESTS ? 1 : consumed(usage, cost);
    }

    /** What the request has really consumed of it. */
    long consumed(Usage usage, Money cost) {
        return switch (kind.unit()) {
            case REQUESTS, PLACES -> 0;
            case TOKENS -> usage.total();
            case NANO_USD -> cost.nanos();
        };
    }
}
