package io.frond.faults;

import java.time.Duration;

/**
 * How fast time runs in the suite. Every wait of the catalogue and every time-out of the configuration is divided by the
 * same factor, and so is every bound that is checked.
 */
public record Pace(int factor) {
    /** The catalogue's own seconds. */
    public static final Pace FULL = new Pace(1);

    static final Pace FAST = new Pace(10);

    /** Fast, unless {@code -Dfrond.faults=full} says otherwise. */
    static Pace chosen() {
        return "full".equals(System.getProperty("frond.faults")) ? FULL : FAST;
    }

    boolean full() {
        return factor == 1;
    }

    public Duration seconds(double catalogued) {
        return Duration.ofMillis(Math.round(catalogued * 1000 / factor));
    }

    /** The same as the configuration writes it. */
    public String configured(double catalogued) {
        return seconds(catalogued).toMillis() + "ms";
    }

    /** What was measured, in the catalogue's seconds. */
    double catalogued(Duration measured) {
        return measured.toMillis() * factor / 1000.0;
    }
}
