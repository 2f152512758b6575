package io.frond.upstream;

import io.frond.upstream.balance.Place;
import io.frond.upstream.balance.Ramp;
import io.frond.upstream.balance.Turns;
import java.util.HashSet;
import java.util.Set;

/**
 * One endpoint among those of its backend.
 *
 * @param name {@code general#1}
 * @param turn of its own, in the count that all of them share
 */
record Standing(String name, Place place, Ramp ramp, Turns.Turn turn) {

    /** The same endpoint, ranked as the site says. */
    Standing at(Site site) {
        return new Standing(name, place(place.id(), site), ramp, turn);
    }

    private static Place place(long id, Site site) {
        return new Place(id, site.weight(), site.tier(), site.at().near());
    }

    /** The standings of one backend's endpoints. Thread-safe. */
    static final class Order {
        private final Turns turns = new Turns();
        private final Set<Long> ids = new HashSet<>();
        private final Ramp ramp;

        Order(Ramp ramp) {
            this.ramp = ramp;
        }

        synchronized Standing standing(Site site) {
            return new Standing(site.name(), place(id(site.address()), site), ramp, turns.join());
        }

        /** It is gone: its id may be another's. */
        synchronized void left(Standing standing) {
            ids.remove(standing.place().id());
        }

        /** By its address, not by its number, which another one's coming or going would change. */
        private long id(String address) {
            long id = address.hashCode();
            while (!ids.add(id)) {
                id++;
            }
            return id;
        }
    }
}
