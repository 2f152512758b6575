package io.frond.faults;

import static io.frond.testing.Replies.cut;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A primary model that is down for a minute while somebody asks every four seconds, and what came of it. */
final class Outage {
    private static final int REQUESTS = 20;
    private static final double BETWEEN = 4;
    private static final double DOWN = 60;
    private static final double WATCHED_AFTER = 30;

    private final Lineup lineup;
    private final Pace pace;
    private final List<String> endings = new ArrayList<>();
    private Duration slowest = Duration.ZERO;
    private long began;
    private int probes;
    private Duration backAfter = Duration.ofDays(1);

    Outage(Lineup lineup, Pace pace) {
        this.lineup = lineup;
        this.pace = pace;
    }

    /** Goes on asking after the twenty until the primary has answered, or should have. */
    void play() {
        lineup.primary.does(cut());
        began = System.nanoTime();
        for (int i = 0; i < REQUESTS || (!isBack() && since().compareTo(pace.seconds(DOWN + WATCHED_AFTER)) < 0); i++) {
            waitUntil(pace.seconds(i * BETWEEN));
            recoverInTime();
            ask(i < REQUESTS);
        }
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean isDown() {
        return probes == 0;
    }

    private boolean isBack() {
        return backAfter.compareTo(Duration.ofDays(1)) < 0;
    }

    private void recoverInTime() {
        if (isDown() && since().compareTo(pace.seconds(DOWN)) >= 0) {
            probes = lineup.primary.tries().size();
            lineup.primary.does();
        }
    }

    private void ask(boolean counted) {
        var told = lineup.ask();
        if (counted) {
            endings.add(told.ending());
            slowest = told.heard().took().compareTo(slowest) > 0 ? told.heard().took() : slowest;
        }
        if (!isDown() && !isBack() && told.heard().models().contains(lineup.primary.model())) {
            backAfter = since().minus(pace.seconds(DOWN));
        }
    }

    private void waitUntil(Duration moment) {
        try {
            var nobody = new CountDownLatch(1);
            var unused = nobody.await(moment.minus(since()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    List<String> endings() {
        return endings;
    }

    Duration slowest() {
        return slowest;
    }

    /** Requests that the primary got while it was down. */
    int probes() {
        return probes;
    }

    /** From its recovery to its first answer. */
    Duration backAfter() {
        return backAfter;
    }

    String words() {
        return "%d of %d complete, slowest %.1f, %d tries of the dead model, back after %.1f"
                .formatted(
                        endings.stream().filter("complete"::equals).count(),
                        endings.size(),
                        pace.catalogued(slowest),
                        probes,
                        pace.catalogued(backAfter));
    }
}
