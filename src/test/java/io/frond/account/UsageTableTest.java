package io.frond.account;

import static io.frond.account.Given.START;
import static io.frond.account.Given.hours;
import static io.frond.account.Given.requests;
import static io.frond.account.Given.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UsageTableTest {
    private final UsageTable table = new UsageTable(UsageTable.MOST_ROWS);

    @Test
    void hoursAddUpAndAreToldApart() {
        table.add(row(3, "acme", 2));
        table.add(row(3, "acme", 5));
        table.add(row(4, "acme", 11));
        table.add(row(4, "globex", 13));

        assertThat(requests(table.rows(hours(3, 4)))).isEqualTo(7);
        assertThat(requests(table.rows(hours(4, 5)))).isEqualTo(24);
        assertThat(requests(table.rows(hours(0, 24)))).isEqualTo(31);
        assertThat(table.rows(hours(5, 24))).isEmpty();
    }

    @Test
    void whatIsOldIsToldByTheDayAndThenForgotten() {
        for (int hour = 0; hour < 240; hour++) {
            table.add(row(hour, "acme", 1));
        }
        long now = START + 240 * Period.HOUR;
        table.expire(now, Duration.ofDays(3), Duration.ofDays(8));

        assertThat(requests(table.rows(hours(0, 240)))).isEqualTo(8 * 24);
        assertThat(requests(table.rows(hours(60, 72)))).as("a whole day").isEqualTo(24);
        assertThat(requests(table.rows(hours(180, 190)))).as("hours").isEqualTo(10);
        assertThat(table.rows(hours(0, 24))).isEmpty();
    }

    @Test
    void nothingIsCountedTwiceOrLeftOutWhereHoursBecomeDays() {
        for (int hour = 0; hour < 240; hour++) {
            table.add(row(hour, "acme", 1));
        }
        for (int age = 30; age < 120; age++) {
            table.expire(START + 240 * Period.HOUR, Duration.ofHours(240 - age), Duration.ofDays(99));
            assertThat(requests(table.rows(hours(0, 240)))).isEqualTo(240);
            assertThat(requests(table.rows(hours(24, 48)))).isEqualTo(24);
        }
    }

    @Test
    void itIsBounded() {
        var small = new UsageTable(1_000);
        var random = new SplittableRandom(3);
        for (int i = 0; i < 30_000; i++) {
            small.add(row(i / 30, "t" + random.nextInt(20), 1));
            assertThat(small.size()).isLessThanOrEqualTo(1_000);
        }
        assertThat(requests(small.rows(hours(0, 1_000))))
                .as("days outlive hours")
                .isGreaterThan(20_000);
    }

    @Test
    void sumsThatDoNotFitStayAtTheMost() {
        var tally = new Tally().add(Counted.COST, Long.MAX_VALUE - 1).add(Counted.COST, 5);
        assertThat(tally.get(Counted.COST)).isEqualTo(Long.MAX_VALUE);
    }
}
