package io.frond.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted, under which names. Labels come from the configuration or from closed lists, never from a key, a user
 * or a prompt, so their number is bounded. The names of the {@code gen_ai} family are OpenTelemetry's.
 *
 * <p>Thread-safe; lives as long as the process, over reloads.
 */
public final class Metrics {
    private static final int MOST = 200;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Bounded tenants = new Bounded(MOST);
    private final Bounded routes = new Bounded(MOST);
    private final Bounded backends = new Bounded(MOST);
    private final LongAdder requests = new LongAdder();
    private final Timer overhead = Timer.builder("frond.overhead")
            .description("Frond's own time until an answer begins")
            .serviceLevelObjectives(Buckets.millis(0.25, 0.5, 1, 2, 5, 10, 25, 50, 100))
            .register(registry);

    /** For what the event loops, pools and the JVM tell by themselves. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** All of it in Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
    }

    /** @param outcome {@code succeeded} or the label of a {@code Reason} */
    public void request(String tenant, String route, String outcome) {
        requests.increment();
        counter("frond.requests", "tenant", tenants.of(tenant), "route", routes.of(route), "outcome", outcome);
    }

    /** How many requests have ended so far, of all tenants. */
    public long requests() {
        return requests.sum();
    }

    /** @param by the stage that decided */
    public void decision(String tenant, String route, String by) {
        counter("frond.decisions", "tenant", tenants.of(tenant), "route", routes.of(route), "by", by);
    }

    /** @param result {@code hit}, {@code miss}, {@code stale}, {@code collapsed}, {@code request}, {@code bypass} */
    public void cache(String tenant, String result) {
        counter("frond.cache", "tenant", tenants.of(tenant), "result", result);
    }

    /** @param limit {@code rate}, {@code concurrency} ... */
    public void limited(String tenant, String limit) {
        counter("frond.limited", "tenant", tenants.of(tenant), "limit", limit);
    }

    private void counter(String name, String... labels) {
        Counter.builder(name).tags(labels).register(registry).increment();
    }

    /** Tokens that are paid for; not called where the provider told none. */
    public void tokens(String backend, long in, long out) {
        tokens(backend, "input").record((double) in);
        tokens(backend, "output").record((double) out);
    }

    private DistributionSummary tokens(String backend, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .tag("gen_ai.operation.name", "chat")
                .tag("gen_ai.provider.name", backends.of(backend))
                .tag("gen_ai.token.type", type)
                .serviceLevelObjectives(Buckets.TOKENS)
                .register(registry);
    }

    /** From the request's first byte to the end of the answer. */
    public void duration(String route, double millis) {
        timer("gen_ai.server.request.duration", route, Buckets.DURATION).record(nanos(millis));
    }

    /** From the request's first byte to the first of a stream's. */
    public void firstToken(String route, double millis) {
        timer("gen_ai.server.time_to_first_token", route, Buckets.FIRST_TOKEN).record(nanos(millis));
    }

    private Timer timer(String name, String route, Duration[] buckets) {
        return Timer.builder(name)
                .tag("gen_ai.operation.name", "chat")
                .tag("route", routes.of(route))
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    public void overhead(double millis) {
        overhead.record(nanos(millis));
    }

    private static Duration nanos(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }
}
