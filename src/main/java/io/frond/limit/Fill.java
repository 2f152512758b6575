package io.frond.limit;

import java.time.Duration;

/**
 * How full a bucket is.
 *
 * @param used of the running period; of a rate, what has not flowed back yet. More than the limit where requests consumed
 *     more than was reserved for them
 * @param held by open reservations
 * @param reset as in {@link Taken.Standing}
 */
public record Fill(long used, long held, Duration reset) {}
