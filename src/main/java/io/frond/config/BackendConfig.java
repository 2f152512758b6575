package io.frond.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A logical model service: one name, one or more endpoints that answer alike.
 *
 * @param kind {@code general} or {@code fine-tuned}
 * @param dialect name of the {@code Dialect} it speaks
 * @param balance name of the {@code Balancer}
 * @param model the name written into requests; null leaves the client's
 * @param models further names by which clients may ask for it; {@code *} takes every name nobody else has
 */
public record BackendConfig(
        String name,
        String kind,
        String dialect,
        String balance,
        @Nullable String model,
        List<String> models,
        List<Endpoint> endpoints,
        Timeout timeout,
        Retry retry,
        Breaker breaker,
        Cap limits) {

    public BackendConfig {
        models = List.copyOf(models);
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One URL of a backend.
     *
     * @param url up to and including {@code /v1}
     * @param key sent as a bearer token; null sends none
     */
    public record Endpoint(URI url, @Nullable Secret key) {}

    /**
     * @param firstToken longest wait for a stream's first body byte
     * @param total longest wait for a whole answer
     * @param idle longest silence within a stream
     * @param stream longest stream altogether
     */
    public record Timeout(Duration connect, Duration firstToken, Duration total, Duration idle, Duration stream) {}

    /**
     * @param attempts tries of one request beyond the first
     * @param budget share of requests that may be tried again, 0 to 1
     */
    public record Retry(int attempts, double budget) {}

    /**
     * @param failures share of failed calls that opens, 0 to 1
     * @param consecutive failures in a row that open at once
     * @param window time over which calls are counted
     * @param minCalls fewer calls than this never open by share
     * @param open first pause; doubles with every reopening up to a minute
     * @param probes calls let through half-open
     */
    public record Breaker(double failures, int consecutive, Duration window, int minCalls, Duration open, int probes) {}

    /** @param inflight calls at one time per endpoint; more are refused there */
    public record Cap(int inflight) {}
}
