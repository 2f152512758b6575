package io.frond.account;

import io.frond.account.Usages.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Usage by hours and by days, in memory. Every hour is part of its day as well, so that hours can be dropped when they
 * are old, or when there are too many rows; days go when they are old, or when there are too many of them alone. Not
 * thread-safe.
 */
final class UsageTable {
    static final int MOST_ROWS = 200_000;

    private final TreeMap<Long, Map<Consumer, Tally>> hours = new TreeMap<>();
    private final TreeMap<Long, Map<Consumer, Tally>> days = new TreeMap<>();
    private final int most;
    private int rows;
    private long hoursSince = Long.MIN_VALUE;

    /** @param most rows, of hours and days together */
    UsageTable(int most) {
        this.most = most;
    }

    /** What was used within an hour. */
    void add(Row used) {
        addHour(used);
        addDay(new Row(Period.day(used.start()), used.who(), used.tally()));
        while (rows > most && hours.size() > 1) {
            dropHour();
        }
        while (rows > most && days.size() > 1) {
            long unused = drop(days);
        }
    }

    /** As it was kept. */
    void addHour(Row used) {
        if (used.start() >= hoursSince) {
            add(hours, used);
        }
    }

    /** As it was kept. */
    void addDay(Row used) {
        add(days, used);
    }

    private void add(Map<Long, Map<Consumer, Tally>> to, Row used) {
        var there = to.computeIfAbsent(used.start(), fresh -> new HashMap<>());
        var tally = there.get(used.who());
        if (tally == null) {
            there.put(used.who(), used.tally().copy());
            rows++;
        } else {
            var unused = tally.add(used.tally());
        }
    }

    /**
     * Forgets what is older.
     *
     * @param now seconds since 1970
     */
    void expire(long now, Duration hoursKept, Duration daysKept) {
        while (!hours.isEmpty() && hours.firstKey() < now - hoursKept.toSeconds()) {
            dropHour();
        }
        while (!days.isEmpty() && days.firstKey() < now - daysKept.toSeconds()) {
            long unused = drop(days);
        }
    }

    private void dropHour() {
        hoursSince = drop(hours) + Period.HOUR;
    }

    private long drop(NavigableMap<Long, Map<Consumer, Tally>> from) {
        var first = from.pollFirstEntry();
        rows -= first.getValue().size();
        return first.getKey();
    }

    /** Before this there are days only; seconds since 1970. */
    long hoursSince() {
        return hoursSince;
    }

    void hoursSince(long since) {
        hoursSince = since;
    }

    int size() {
        return rows;
    }

    List<Row> rows(Period period) {
        long since = hoursSince == Long.MIN_VALUE ? hoursSince : Period.wholeDay(hoursSince);
        var found = new ArrayList<Row>();
        long first = Math.max(period.from(), since);
        long last = Math.min(period.to(), since);
        if (first < period.to()) {
            rows(hours.subMap(first, period.to())).forEach(found::add);
        }
        if (Period.day(period.from()) < last) {
            rows(days.subMap(Period.day(period.from()), last)).forEach(found::add);
        }
        return found;
    }

    Stream<Row> hours() {
        return rows(hours);
    }

    Stream<Row> days() {
        return rows(days);
    }

    private static Stream<Row> rows(Map<Long, Map<Consumer, Tally>> of) {
        return of.entrySet().stream().flatMap(at -> at.getValue().entrySet().stream()
                .map(row -> new Row(at.getKey(), row.getKey(), row.getValue().copy())));
    }
}
