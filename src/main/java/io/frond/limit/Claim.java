package io.frond.limit;

/**
 * What one request wants of one bucket.
 *
 * @param amount zero or more, in the bucket's unit
 * @param atOnce true: used as soon as it is taken, whatever becomes of the request (requests per period). False: held
 *     until the reservation is settled, when what was really consumed is used in its stead (tokens, money), or nothing
 *     (places)
 */
public record Claim(Bucket bucket, long amount, boolean atOnce) {

    /** Used at once. */
    public static Claim used(Bucket bucket, long amount) {
        return new Claim(bucket, amount, true);
    }

    /** Held until settlement. */
    public static Claim held(Bucket bucket, long amount) {
        return new Claim(bucket, amount, false);
    }
}
