package io.frond.upstream.balance;

import java.util.List;

/** Prompts that begin alike to one home, see {@link Homes}; calls without a prompt as the balancer within says. */
record Prefix(Balancer inner) implements Balancer {

    @Override
    public int pick(List<Load> loads, Draw draw) {
        return draw.prompt() == 0 ? inner.pick(loads, draw) : Homes.of(loads, draw.prompt());
    }

    @Override
    public boolean readsPrompt() {
        return true;
    }
}
