package io.frond.upstream.balance;

/**
 * What the configuration says of one endpoint.
 *
 * @param id tells it from the others, the same in every Frond and after every restart: sessions go by it
 * @param weight more than 0
 * @param tier 0 is the best; a lower one is for when no better one is ready
 * @param near whether it is in the zone where this Frond runs
 */
public record Place(long id, double weight, int tier, boolean near) {}
