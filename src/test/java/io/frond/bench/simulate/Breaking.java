package io.frond.bench.simulate;

/**
 * A circuit breaker, as simple as will do: five failures in a row, five seconds' pause, three probes, one success. What
 * began in one state says nothing in another.
 */
final class Breaking {
    private static final int FAILURES = 5;
    private static final int PROBES = 3;
    private static final double PAUSE = 5;

    private final Agenda agenda;
    private int failures;
    private int probes;
    private double openUntil = -1;
    private int era;
    private long closedAt;

    Breaking(Agenda agenda) {
        this.agenda = agenda;
    }

    boolean ready() {
        return openUntil < 0 || (agenda.seconds() >= openUntil && probes < PROBES);
    }

    long closedAt() {
        return closedAt;
    }

    /** The state in which it began. */
    int began() {
        if (openUntil >= 0) {
            probes++;
        }
        return era;
    }

    void failed(int began) {
        failures++;
        if (began == era && (failures >= FAILURES || openUntil >= 0)) {
            openUntil = agenda.seconds() + PAUSE;
            probes = 0;
            era++;
        }
    }

    /** Whether this has closed it. */
    boolean succeeded(int began) {
        boolean recovered = began == era && openUntil >= 0;
        failures = 0;
        if (recovered) {
            openUntil = -1;
            probes = 0;
            era++;
            closedAt = agenda.clock().nanos();
        }
        return recovered;
    }
}
