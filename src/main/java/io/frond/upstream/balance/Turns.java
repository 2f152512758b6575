package io.frond.upstream.balance;

/**
 * Who was given how many calls, by weight: the time of start-time fair queueing, in which every call to an endpoint
 * takes {@code 1 / weight}. One for all endpoints of a backend. Thread-safe.
 *
 * <p>Whoever was away for a while is owed one turn, not all that it has missed: there is no rush on its return.
 */
public final class Turns {
    private volatile double now;

    /** A newcomer, who is owed nothing. */
    public synchronized Turn join() {
        return new Turn(now);
    }

    /** The turns of one endpoint. */
    public final class Turn {
        private volatile double next;

        private Turn(double next) {
            this.next = next;
        }

        /** See {@link Load#lead()}. At most a turn on either side, also where the weight has changed since the last. */
        public double lead(double weight) {
            return Math.max(-1 / weight, Math.min(next - now, 1 / weight));
        }

        /** It is given a call. */
        public void take(double weight) {
            synchronized (Turns.this) {
                double start = now + lead(weight);
                next = start + 1 / weight;
                now = Math.max(now, start);
            }
        }
    }
}
