package io.frond.account;

import java.util.Arrays;

/** Sums of everything that is {@link Counted}. What would not fit a long stays at the largest. Not thread-safe. */
final class Tally {
    private static final Counted[] ALL = Counted.values();

    private final long[] sums = new long[ALL.length];

    Tally add(Counted what, long more) {
        int at = what.place();
        long sum = sums[at] + more;
        sums[at] = more > 0 && sum < sums[at] ? Long.MAX_VALUE : sum;
        return this;
    }

    Tally add(Tally other) {
        for (Counted what : ALL) {
            var unused = add(what, other.get(what));
        }
        return this;
    }

    long get(Counted what) {
        return sums[what.place()];
    }

    Tally copy() {
        return new Tally().add(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && Arrays.equals(sums, tally.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return Arrays.toString(sums);
    }
}
