package io.frond.upstream.balance;

/**
 * How much one endpoint has to do, at one moment.
 *
 * @param inflight calls that run there now
 * @param latency seconds to the first byte, lately; 0 where nothing is known
 * @param lead calls that it was given beyond its turn, over its weight; below 0 where it has some to catch up on
 * @param warmth share of its weight that it may have already, above 0 to 1; see {@link Ramp}
 * @param ready whether it takes calls
 */
public record Load(Place place, int inflight, double latency, double lead, double warmth, boolean ready) {

    double weight() {
        return place.weight() * warmth;
    }

    Load unready() {
        return new Load(place, inflight, latency, lead, warmth, false);
    }
}
