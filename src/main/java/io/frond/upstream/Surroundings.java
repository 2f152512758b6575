package io.frond.upstream;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/**
 * What a backend needs of the program around it.
 *
 * @param random thread-safe: for the balancer's draws and for jitter
 */
public record Surroundings(Vertx vertx, Clock clock, RandomGenerator random, MeterRegistry meters, Workers workers) {}
