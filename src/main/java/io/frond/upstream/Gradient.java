package io.frond.upstream;

/**
 * How many calls at one time an endpoint takes well, learned from how long it takes to its first byte. When more run
 * than it has hands for, they queue there and each takes longer; then fewer are made, and wait here instead, where it
 * is known who goes first.
 *
 * <p>After the gradient rule that TCP Vegas began and Netflix's concurrency limits carried to services. Samples are
 * taken in windows, each as long as the limit (at least ten). At the end of one, with
 * <pre>
 *   slowness = mean time / usual time                    (streams and whole answers each by their own)
 *   limit'   = limit * clamp(1.4 / slowness, 0.5, 1) + sqrt(limit) / 2
 * </pre>
 * So it settles where calls take about half as long again as usual. A window that never used half of the limit shows
 * nothing and changes nothing. The usual time is that of windows with few calls together (eight, or a quarter of the
 * limit), which alone can raise it; a busy one can only lower it. An endpoint that has become slower for good is therefore brought down to the floor,
 * where few calls run together, and comes up again from there with its new usual time.
 *
 * <p>Never above the configured bound, never below four (or the bound). Knows neither clock nor chance: the same
 * samples give the same limits. Thread-safe.
 */
final class Gradient {
    private static final int FLOOR = 4;
    private static final int FIRST = 16;
    private static final int SHORTEST_WINDOW = 10;
    private static final double TOLERANCE = 1.4;
    private static final double STEEPEST = 0.5;
    /** Of a call that the endpoint turned away or did not get to in time. */
    private static final double REFUSED = 4;

    private static final double LEARN = 0.2;
    private static final int QUIET = 4;

    /** What was seen of one kind of answers. */
    private static final class Times {
        private double usual;
        private double sum;
        private int samples;

        private double slowness() {
            return sum / samples / usual;
        }

        private void close(boolean quiet) {
            double mean = sum / samples;
            if (usual == 0) {
                usual = mean;
            } else if (quiet || mean < usual) {
                usual += LEARN * (mean - usual);
            }
        }
    }

    private final int floor;
    private final int most;
    private final Times streams = new Times();
    private final Times wholes = new Times();
    private double limit;
    private int samples;
    private int refusals;
    private int together;

    /** @param most bound of the limit, 1 or more */
    Gradient(int most) {
        this.most = most;
        this.floor = Math.min(FLOOR, most);
        this.limit = Math.min(FIRST, most);
    }

    /** From now on, until the next window ends. */
    synchronized int limit() {
        return (int) limit;
    }

    /**
     * An answer began.
     *
     * @param seconds from the start of the call
     * @param running calls when it started, itself included
     */
    synchronized void sample(boolean stream, double seconds, int running) {
        var times = stream ? streams : wholes;
        times.sum += seconds;
        times.samples++;
        seen(running);
    }

    /** The endpoint said that it has too much to do, or showed it by not answering in time. */
    synchronized void tooMuch(int running) {
        refusals++;
        seen(running);
    }

    private void seen(int running) {
        together = Math.max(together, running);
        samples++;
        if (samples >= Math.max(SHORTEST_WINDOW, limit)) {
            adapt();
        }
    }

    private void adapt() {
        boolean quiet = together <= Math.max(2 * floor, limit / QUIET);
        close(streams, quiet);
        close(wholes, quiet);
        if (together >= limit / 2 || refusals > 0) {
            limit = next(limit, slowness());
        }
        limit = Math.max(floor, Math.min(most, limit));
        clear();
    }

    private static void close(Times times, boolean quiet) {
        if (times.samples > 0) {
            times.close(quiet);
        }
    }

    /** The rule: the limit that follows. */
    static double next(double limit, double slowness) {
        double gradient = Math.max(STEEPEST, Math.min(1, TOLERANCE / slowness));
        return limit * gradient + Math.sqrt(limit) / 2;
    }

    private double slowness() {
        double sum = refusals * REFUSED;
        sum += streams.samples > 0 ? streams.slowness() * streams.samples : 0;
        sum += wholes.samples > 0 ? wholes.slowness() * wholes.samples : 0;
        return sum / samples;
    }

    private void clear() {
        samples = 0;
        refusals = 0;
        together = 0;
        streams.sum = 0;
        streams.samples = 0;
        wholes.sum = 0;
        wholes.samples = 0;
    }
}
