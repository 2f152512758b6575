package io.frond.upstream;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a backend needs of the program around it.
 *
 * @param random thread-safe: for the balancer's draws and for jitter
 * @param pauses while nothing happens
 */
public record Surroundings(
        Vertx vertx, Clock clock, RandomGenerator random, MeterRegistry meters, Workers workers, Pauses pauses) {

    public Surroundings(Vertx vertx, Clock clock, RandomGenerator random, MeterRegistry meters, Workers workers) {
        this(vertx, clock, random, meters, workers, Pauses.USUAL);
    }

    /**
     * @param lookups between two questions for the addresses of a host; while they are valid, the answer is at hand
     * @param keepAlive how long a connection waits for its next call, in whole seconds
     */
    record Pauses(Duration lookups, Duration keepAlive) {
        static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(20));
    }
}
