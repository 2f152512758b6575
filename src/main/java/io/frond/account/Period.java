package io.frond.account;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * From a moment to before another, in whole hours of UTC: an hour belongs to it where it overlaps it.
 *
 * @param from seconds since 1970
 * @param to likewise, not before {@code from}
 */
record Period(long from, long to) {
    static final long HOUR = Duration.ofHours(1).toSeconds();
    static final long DAY = Duration.ofDays(1).toSeconds();

    static Period of(Instant from, Instant to) {
        long end = to.truncatedTo(ChronoUnit.HOURS).equals(to) ? to.getEpochSecond() : hour(to.getEpochSecond()) + HOUR;
        return new Period(hour(from.getEpochSecond()), Math.max(hour(from.getEpochSecond()), end));
    }

    static long hour(long second) {
        return second - Math.floorMod(second, HOUR);
    }

    static long day(long second) {
        return second - Math.floorMod(second, DAY);
    }

    /** The first day of which every hour from this moment on is kept. */
    static long wholeDay(long second) {
        return day(second + DAY - 1);
    }

    /** @param since the first day that is told by the hour */
    List<Long> hours(long since) {
        return starts(Math.max(from, since), HOUR);
    }

    /**
     * Whole days, the first one too where the period begins within it.
     *
     * @param until the first told by the hour
     */
    List<Long> days(long until) {
        return new Period(day(from), Math.min(to, until)).starts(day(from), DAY);
    }

    private List<Long> starts(long first, long step) {
        var starts = new ArrayList<Long>();
        for (long start = first; start < to; start += step) {
            starts.add(start);
        }
        return starts;
    }
}
