package io.frond.observe;

import io.frond.model.Money;
import io.frond.model.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted, under which names. Labels come from the configuration or from closed lists, never from a key, a user
 * or a prompt, so their number is bounded. The names of the {@code gen_ai} family are OpenTelemetry's.
 *
 * <p>Thread-safe; lives as long as the process, over reloads.
 */
public final class Metrics {
    private static final int MOST = 200;
    private static final String OPERATION = "gen_ai.operation.name";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Bounded operations = new Bounded(MOST);
    private final Bounded tenants = new Bounded(MOST);
    private final Bounded routes = new Bounded(MOST);
    private final Bounded backends = new Bounded(MOST);
    private final LongAdder ended = new LongAdder();
    private final Family<Counter> requests = counters("frond.requests", "tenant", "route", "outcome");
    private final Family<Counter> decisions = counters("frond.decisions", "tenant", "route", "by");
    private final Family<Counter> recalls = counters("frond.cache", "tenant", "result");
    private final Family<Counter> feedback = counters("frond.feedback", "tenant", "route", "label");
    private final Family<Counter> limited = counters("frond.limited", "tenant", "limit");
    private final Family<Timer> durations = timers("gen_ai.server.request.duration", Buckets.DURATION);
    private final Family<Timer> firstTokens = timers("gen_ai.server.time_to_first_token", Buckets.FIRST_TOKEN);
    private final Family<DistributionSummary> tokens = tokens();
    private final Family<Timer> perToken = timers("gen_ai.server.time_per_output_token", Buckets.PER_TOKEN);
    private final Family<DistributionSummary> margins = new Family<>(
            tags -> DistributionSummary.builder("frond.decision.margin")
                    .description("How far ahead of the next the chosen route was, 0 to 1")
                    .tags(tags)
                    .serviceLevelObjectives(Buckets.MARGIN)
                    .register(registry),
            "route");
    private final Family<Counter> reloads = counters("frond.config.reloads", "result");
    private final Family<Counter> used = counters("frond.tokens", "tenant", "route", "kind");
    private final Family<Counter> costs = counters("frond.cost.usd", "tenant", "route", "backend");
    private final Family<Counter> unpriced = counters("frond.unpriced", "tenant", "backend");
    private final Family<DistributionSummary> estimates = new Family<>(
            tags -> DistributionSummary.builder("frond.token.estimate.error")
                    .description("How far prompts' estimates were off, as a share of what was reported")
                    .tags(tags)
                    .serviceLevelObjectives(Buckets.SHARES)
                    .register(registry),
            "backend");
    private final Timer overhead = Timer.builder("frond.overhead")
            .description("Frond's own time until an answer begins")
            .serviceLevelObjectives(Buckets.millis(0.25, 0.5, 1, 2, 5, 10, 25, 50, 100))
            .register(registry);

    private Family<Counter> counters(String name, String... labels) {
        return new Family<>(tags -> Counter.builder(name).tags(tags).register(registry), labels);
    }

    private Family<Timer> timers(String name, Duration[] buckets) {
        return new Family<>(
                tags -> Timer.builder(name)
                        .tags(tags)
                        .serviceLevelObjectives(buckets)
                        .register(registry),
                OPERATION,
                "route");
    }

    private Family<DistributionSummary> tokens() {
        return new Family<>(
                tags -> DistributionSummary.builder("gen_ai.client.token.usage")
                        .tags(tags)
                        .serviceLevelObjectives(Buckets.TOKENS)
                        .register(registry),
                OPERATION,
                "gen_ai.provider.name",
                "gen_ai.token.type");
    }

    /** For what the event loops, pools and the JVM tell by themselves. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** All of it in Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
    }

    /**
     * All of it.
     *
     * @param type Prometheus's text format or OpenMetrics, as a content type
     */
    public String scrape(String type) {
        return registry.scrape(type);
    }

    /** A new configuration came: it is at work, or nothing has changed. */
    public void reloaded(boolean atWork) {
        reloads.of(atWork ? "succeeded" : "failed").increment();
    }

    /** @param outcome {@code succeeded} or the label of a {@code Reason} */
    public void request(String tenant, String route, String outcome) {
        ended.increment();
        requests.of(tenants.of(tenant), routes.of(route), outcome).increment();
    }

    /** How many requests have ended so far, of all tenants. */
    public long requests() {
        return ended.sum();
    }

    /** @param by the stage that decided */
    public void decision(String tenant, String route, String by) {
        decisions.of(tenants.of(tenant), routes.of(route), by).increment();
    }

    /** @param margin how far ahead of the next the route was, 0 to 1 */
    public void margin(String route, double margin) {
        margins.of(routes.of(route)).record(margin);
    }

    /** A stream's tokens behind the first, each. */
    public void perToken(String operation, String route, double millis) {
        record(perToken.of(operations.of(operation), routes.of(route)), millis);
    }

    /**
     * @param result {@code hit}, {@code semantic}, {@code miss}, {@code stale}, {@code collapsed}, {@code request},
     *     {@code bypass}, {@code check}
     */
    public void cache(String tenant, String result) {
        recalls.of(tenants.of(tenant), result).increment();
    }

    /** @param label {@code good}, {@code neutral}, {@code bad}; or {@code fallback}, {@code failure}, {@code refusal} */
    public void feedback(String tenant, String route, String label) {
        feedback.of(tenants.of(tenant), routes.of(route), label).increment();
    }

    /** @param limit {@code rate}, {@code concurrency} ... */
    public void limited(String tenant, String limit) {
        limited.of(tenants.of(tenant), limit).increment();
    }

    /** Tokens that are paid for; not called where the provider told none. */
    public void tokens(String operation, String backend, long in, long out) {
        var name = operations.of(operation);
        var provider = backends.of(backend);
        tokens.of(name, provider, "input").record((double) in);
        tokens.of(name, provider, "output").record((double) out);
    }

    /** Tokens by kind: {@code input}, of those {@code cached}; {@code output}, of those {@code reasoning}. */
    public void used(String tenant, String route, Usage usage) {
        var who = tenants.of(tenant);
        var way = routes.of(route);
        used.of(who, way, "input").increment((double) usage.prompt());
        used.of(who, way, "cached").increment((double) usage.cached());
        used.of(who, way, "output").increment((double) usage.completion());
        used.of(who, way, "reasoning").increment((double) usage.reasoning());
    }

    /** For dashboards; exact amounts are in the usage report. */
    public void cost(String tenant, String route, String backend, Money cost) {
        costs.of(tenants.of(tenant), routes.of(route), backends.of(backend)).increment(cost.nanos() / 1e9);
    }

    /** An answer whose tokens have no price. */
    public void unpriced(String tenant, String backend) {
        unpriced.of(tenants.of(tenant), backends.of(backend)).increment();
    }

    /** @param share of what was reported by which the estimate was off */
    public void estimateError(String backend, double share) {
        estimates.of(backends.of(backend), "").record(share);
    }

    /** From the request's first byte to the end of the answer. */
    public void duration(String operation, String route, double millis) {
        record(durations.of(operations.of(operation), routes.of(route)), millis);
    }

    /** From the request's first byte to the first of a stream's. */
    public void firstToken(String operation, String route, double millis) {
        record(firstTokens.of(operations.of(operation), routes.of(route)), millis);
    }

    public void overhead(double millis) {
        record(overhead, millis);
    }

    private static void record(Timer timer, double millis) {
        timer.record(Math.round(millis * 1e6), TimeUnit.NANOSECONDS);
    }
}
