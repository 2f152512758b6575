package io.frond.upstream.balance;

import java.util.List;

/** All calls of a session to its home, see {@link Homes}; calls of none as the balancer within says. */
record Sticky(Balancer inner) implements Balancer {

    @Override
    public int pick(List<Load> loads, Draw draw) {
        return draw.session() == 0 ? inner.pick(loads, draw) : Homes.of(loads, draw.session());
    }

    @Override
    public boolean readsPrompt() {
        return inner.readsPrompt();
    }
}
