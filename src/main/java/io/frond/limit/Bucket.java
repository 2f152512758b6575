package io.frond.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * One limit, and the name under which its count is kept.
 *
 * @param scope whose it is: {@code tenant:acme}, {@code route:policy}, {@code backend:general}. Buckets of one scope lie
 *     together (in a cluster: the same hash tag), so that one step can take from several of them
 * @param name unique over all scopes: {@code tenant:acme:key:web:rpm}; stays the same when a reload changes the limit
 * @param measure over what it is counted
 * @param limit at least 1; requests, tokens or nano-USD
 */
public record Bucket(String scope, String name, Measure measure, long limit) {

    public Bucket {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit allows at least one, not " + limit);
        }
    }

    /** Over what a limit counts. */
    public sealed interface Measure {}

    /**
     * So many per period, all of them at once if nothing was used for that long: the generic cell rate algorithm. What is
     * kept is the moment at which the bucket will be full again; each unit used moves it by {@code period / limit}.
     */
    public record Rate(Duration period) implements Measure {}

    /** So many within a day or month of the calendar, UTC. What is kept is the period and the count in it. */
    public enum Calendar implements Measure {
        DAY,
        MONTH;

        /** Number of the period that holds this moment; the next one has the next number. */
        public long period(Instant now) {
            var date = date(now);
            return this == DAY ? date.toEpochDay() : YearMonth.from(date).getYear() * 12L + date.getMonthValue() - 1;
        }

        /** When the period that holds this moment began. */
        public Instant begin(Instant now) {
            var date = date(now);
            return (this == DAY ? date : date.withDayOfMonth(1))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }

        /** Until the next period begins. */
        public Duration left(Instant now) {
            var date = date(now);
            var next = this == DAY ? date.plusDays(1) : date.withDayOfMonth(1).plusMonths(1);
            return Duration.between(now, next.atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        private static LocalDate date(Instant now) {
            return LocalDate.ofInstant(now, ZoneOffset.UTC);
        }
    }

    /** So many at one time: it is held, never used. */
    public enum Places implements Measure {
        AT_ONCE
    }
}
