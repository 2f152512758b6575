package io.frond.upstream;

import io.frond.config.BackendConfig;
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

    /** The standings of one backend's endpoints. Not thread-safe. */
    static final class Order {
        private final Turns turns = new Turns();
        private final Set<Long> ids = new HashSet<>();
        private final Ramp ramp;

        Order(Ramp ramp) {
            this.ramp = ramp;
        }

        Standing standing(String name, BackendConfig.Endpoint at) {
            return new Standing(name, new Place(id(at), at.weight(), at.priority(), at.near()), ramp, turns.join());
        }

        /** By its address, not by its number, which another one's coming or going would change. */
        private long id(BackendConfig.Endpoint at) {
            long id = at.url().toString().hashCode();
            while (!ids.add(id)) {
                id++;
            }
            return id;
        }
    }
}
