package io.frond.bench.simulate;

import io.frond.upstream.balance.Latency;
import io.frond.upstream.balance.Load;
import io.frond.upstream.balance.Place;
import io.frond.upstream.balance.Ramp;
import io.frond.upstream.balance.Turns;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A model server: sixteen answers at a time, the rest in a queue; Frond gives it 256 calls at most. Reading a prompt takes longer than writing its first
 * token, unless the beginning of the prompt is among the last that it has read (LRU).
 */
final class Server {
    private static final int SLOTS = 16;
    private static final int CAP = 256;
    private static final double WRITING = 0.4;

    /**
     * @param slowness times by which everything takes longer
     * @param prefixes so many beginnings of prompts fit into its cache
     * @param up seconds after which it is down for {@code down} seconds, again and again; 0 for never
     */
    record Kind(double slowness, int prefixes, double up, double down) {
        static final Kind PLAIN = new Kind(1, 50, 0, 0);
    }

    /** One try of a request. */
    record Job(long prompt, Runnable firstToken, Runnable failed) {}

    private final Agenda agenda;
    private final Random random;
    private final Kind kind;
    private final Place place;
    private final Ramp ramp;
    private final Turns.Turn turn;
    private final Latency latency;
    private final Breaking breaker;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Map<Long, Boolean> cache;
    private int running;
    private int inflight;
    int given;
    int hits;
    int recoveries;
    int rush;

    Server(Scene scene, Kind kind, Place place, Turns turns) {
        this.agenda = scene.agenda();
        this.random = scene.random();
        this.ramp = scene.ramp();
        this.kind = kind;
        this.place = place;
        this.turn = turns.join();
        this.latency = new Latency(agenda.clock());
        this.breaker = new Breaking(agenda);
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                return size() > kind.prefixes;
            }
        };
    }

    Load load() {
        double warmth = warmth();
        double lead = turn.lead(place.weight() * warmth);
        return new Load(
                place,
                inflight,
                latency.seconds(agenda.clock().nanos()),
                lead,
                warmth,
                breaker.ready() && inflight < CAP);
    }

    private double warmth() {
        return ramp.warmth(agenda.clock().nanos() - breaker.closedAt());
    }

    int inflight() {
        return inflight;
    }

    private boolean down() {
        return kind.up > 0 && agenda.seconds() % (kind.up + kind.down) >= kind.up;
    }

    void take(Job job) {
        turn.take(place.weight() * warmth());
        int state = breaker.began();
        inflight++;
        given++;
        if (recoveries > 0 && agenda.clock().since(breaker.closedAt()).toMillis() < 1_000) {
            rush++;
        }
        if (down()) {
            agenda.in(0.001, () -> fail(job, state));
            return;
        }
        long began = agenda.clock().nanos();
        queue.add(() -> serve(job, state, began));
        next();
    }

    private void next() {
        if (running < SLOTS && !queue.isEmpty()) {
            running++;
            queue.remove().run();
        }
    }

    private void serve(Job job, int state, long began) {
        boolean hit = cache.put(job.prompt, true) != null;
        hits += hit ? 1 : 0;
        double reading = job.prompt == 0 ? 0.1 : hit ? 0.05 : 0.4;
        agenda.in(reading * spread(), () -> {
            latency.sample(agenda.clock().since(began));
            job.firstToken.run();
            agenda.in(WRITING * spread(), () -> end(state));
        });
    }

    private void end(int state) {
        running--;
        inflight--;
        recoveries += breaker.succeeded(state) ? 1 : 0;
        next();
    }

    private void fail(Job job, int state) {
        inflight--;
        breaker.failed(state);
        job.failed.run();
    }

    /** Log-normal around the kind's slowness. */
    private double spread() {
        return kind.slowness * Math.exp(0.35 * random.nextGaussian());
    }
}
