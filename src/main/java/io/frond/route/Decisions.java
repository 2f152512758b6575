package io.frond.route;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The decisions of late by their ids: so many, each new one in the place of the oldest. Thread-safe. */
public final class Decisions {
    private static final int KEPT = 2_048;

    private final AtomicReferenceArray<@Nullable Kept> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicInteger next = new AtomicInteger();

    private record Kept(String id, Decision decision) {}

    /** @param id under which the client knows it */
    public Decision keep(String id, Decision decision) {
        ring.set(Math.floorMod(next.getAndIncrement(), KEPT), new Kept(id, decision));
        return decision;
    }

    public Optional<Decision> find(String id) {
        for (int i = 0; i < KEPT; i++) {
            var kept = ring.get(i);
            if (kept != null && kept.id.equals(id)) {
                return Optional.of(kept.decision);
            }
        }
        return Optional.empty();
    }
}
