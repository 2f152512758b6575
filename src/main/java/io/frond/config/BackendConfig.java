package io.frond.config;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNullElse;

import io.frond.model.Limits;
import io.frond.model.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A logical model service: one name, one or more endpoints that answer alike.
 *
 * @param kind {@code general} or {@code fine-tuned}
 * @param dialect name of the {@code Dialect} it speaks
 * @param model the name written into requests; null leaves the client's
 * @param models further names by which clients may ask for it; {@code *} takes every name nobody else has
 * @param paths first path segments of the calls without a model that it serves, {@code files}; {@code *} takes all
 * @param fallback backends that answer when this one cannot, in this order
 * @param can what it can serve when it stands in for another
 * @param watch what is found out about its endpoints beside its calls
 */
public record BackendConfig(
        String name,
        String kind,
        String dialect,
        BalanceConfig balance,
        @Nullable String model,
        List<String> models,
        List<String> paths,
        List<Endpoint> endpoints,
        Timeout timeout,
        Retry retry,
        Breaker breaker,
        Cap limits,
        List<String> fallback,
        Ability can,
        WatchConfig watch) {

    public BackendConfig {
        models = List.copyOf(models);
        paths = List.copyOf(paths);
        endpoints = List.copyOf(endpoints);
        fallback = List.copyOf(fallback);
    }

    /**
     * What a backend's section is read with.
     *
     * @param others where the backends that it names are looked up once all are read
     * @param prices where what it costs is collected: a new price is no other backend
     * @param zone where this Frond runs; null where that is not said
     */
    record Reading(
            Names plugins,
            Claims models,
            ForwardNames others,
            PriceList.Collected prices,
            @Nullable String zone) {}

    static BackendConfig from(String name, Section s, Reading reading) {
        s.oneOf("url", "endpoints");
        URI url = s.url("url", "base URL of the only endpoint, up to and including /v1");
        Secret key = s.secret("key", "bearer key for the endpoint, or for those that have none of their own");
        List<Endpoint> several =
                s.each("endpoints", "where it runs, if at several places", e -> Endpoint.from(e, key, reading.zone()));
        var config = new BackendConfig(
                name,
                s.choice("kind", List.of("general", "fine-tuned"), "general", "what sort of model it is"),
                s.choice(
                        "dialect",
                        reading.plugins().dialects(),
                        reading.plugins().dialects().get(0),
                        "the API it speaks"),
                BalanceConfig.from(s, reading.plugins()),
                s.text("model", "model name written into requests; without it the client's is kept"),
                s.list(
                        "models",
                        reading.models().model(),
                        "further names by which clients may ask for it; \"*\" takes all that nobody else has"),
                s.list(
                        "paths",
                        Kinds.segment(),
                        "calls without a model that it serves, such as files or batches; \"*\" takes every other path too"),
                url == null ? several : List.of(new Endpoint(url, key)),
                s.block("timeout", "how long to wait", Timeout::from),
                s.block("retry", "further tries, before the first byte has gone to the client", Retry::from),
                s.block(
                        "breaker",
                        "when an endpoint is left alone for a while",
                        breaker -> Breaker.from(breaker, s.has("fallback"))),
                s.block("limits", "what is asked of an endpoint", Cap::from),
                reading.others().fallback(s, name),
                s.block(
                        "can",
                        "what it can serve as a fallback; what is not said is taken to be possible",
                        Ability::from),
                WatchConfig.from(s));
        reading.prices().read(name, s);
        if (config.endpoints.isEmpty() && (s.has("url") || s.has("endpoints"))) {
            s.fault(s.has("url") ? "url" : "endpoints", "gives no address");
        }
        return config;
    }

    /**
     * One URL of a backend.
     *
     * @param url up to and including {@code /v1}
     * @param key sent as a bearer token; null sends none
     * @param weight its share of the calls, against the others' weights
     * @param priority 0 is the best; lower ones get calls while none better is ready
     * @param near whether it is in the zone of this Frond
     */
    public record Endpoint(URI url, @Nullable Secret key, int weight, int priority, boolean near) {

        /** One like all others. */
        public Endpoint(URI url, @Nullable Secret key) {
            this(url, key, 1, 0, false);
        }

        private static Endpoint from(Section s, @Nullable Secret shared, @Nullable String here) {
            URI url = s.required("url", Wire.url(), "base URL, up to and including /v1");
            Secret own = s.secret("key", "bearer key, instead of the backend's");
            int weight = s.integer("weight", 1, 1, 1000, "its share of the calls, against the others' weights");
            int priority = s.integer("priority", 0, 0, 9, "0 is best; it gets calls while none of a smaller is ready");
            String zone =
                    s.text("zone", "where it runs; preferred where that is server.zone, while half of those are ready");
            return new Endpoint(url, own == null ? shared : own, weight, priority, zone != null && zone.equals(here));
        }
    }

    /**
     * @param firstToken longest wait for a stream's first body byte
     * @param total longest wait for a whole answer
     * @param idle longest silence within a stream
     * @param stream longest stream altogether
     * @param request longest wait for a whole answer or a stream's first byte over all tries together
     */
    public record Timeout(
            Duration connect, Duration firstToken, Duration total, Duration idle, Duration stream, Duration request) {

        /** Two tries may use up their time. */
        public Timeout(Duration connect, Duration firstToken, Duration total, Duration idle, Duration stream) {
            this(connect, firstToken, total, idle, stream, twice(firstToken, total));
        }

        private static Timeout from(Section s) {
            var firstToken = s.duration("first_token", ofSeconds(30), "for the first byte of a stream's body");
            var total = s.duration("total", ofSeconds(60), "for a whole answer that is not streamed");
            Duration request = s.optional(
                    "request",
                    Kinds.duration(Duration.ofMillis(1), Duration.ofDays(7)),
                    "for either over all tries together, fallbacks included; without it, twice the longer of the two");
            return new Timeout(
                    s.duration("connect", ofSeconds(2), "for a connection"),
                    firstToken,
                    total,
                    s.duration("idle", ofSeconds(30), "longest silence within a stream"),
                    s.duration("stream", ofMinutes(10), "longest stream altogether"),
                    request == null ? twice(firstToken, total) : request);
        }

        /** The same where a route waits longer or shorter. Its own tries are given time for two. */
        public Timeout with(Patience route) {
            if (route.usual()) {
                return this;
            }
            var first = requireNonNullElse(route.firstToken(), firstToken);
            var whole = requireNonNullElse(route.total(), total);
            return new Timeout(
                    connect,
                    first,
                    whole,
                    requireNonNullElse(route.idle(), idle),
                    requireNonNullElse(route.stream(), stream),
                    requireNonNullElse(route.request(), route.limitsTries() ? twice(first, whole) : request));
        }

        private static Duration twice(Duration one, Duration other) {
            return (one.compareTo(other) > 0 ? one : other).multipliedBy(2);
        }
    }

    /**
     * @param attempts tries of one request beyond the first
     * @param budget share of requests that may be tried again, 0 to 1
     * @param longestWait of one request for endpoints that want to be left alone, all its waits together
     * @param hedge whether a slow try is joined by a second one elsewhere
     */
    public record Retry(int attempts, double budget, Duration longestWait, boolean hedge) {

        public Retry(int attempts, double budget) {
            this(attempts, budget, ofSeconds(5), false);
        }

        private static Retry from(Section s) {
            return new Retry(
                    s.integer("attempts", 2, 0, 10, "tries of one request beyond the first"),
                    s.share("budget", 0.2, "share of all requests that may be tried again, beside ten a second"),
                    s.duration(
                            "longest_wait",
                            ofSeconds(5),
                            "for an endpoint that asks to wait; longer, and others answer"),
                    s.choice(
                                    "hedge",
                                    List.of("off", "on"),
                                    "off",
                                    "on: a try slower than 95 in 100 gets a rival at another endpoint")
                            .equals("on"));
        }
    }

    /**
     * @param failures share of failed calls that opens, 0 to 1
     * @param consecutive failures in a row that open at once
     * @param window time over which calls are counted
     * @param minCalls fewer calls than this never open by share
     * @param open first pause; doubles with every second reopening up to a minute
     * @param probes calls let through half-open
     * @param failFast whether even the last endpoint is left alone; otherwise half of them are always used
     */
    public record Breaker(
            double failures,
            int consecutive,
            Duration window,
            int minCalls,
            Duration open,
            int probes,
            boolean failFast) {

        private static Breaker from(Section s, boolean replaceable) {
            return new Breaker(
                    s.share("failures", 0.5, "share of failed calls that opens it"),
                    s.integer("consecutive", 5, 1, 1000, "failures in a row that open it at once"),
                    s.duration("window", ofSeconds(10), "calls are counted over the last"),
                    s.integer("min_calls", 10, 1, 100_000, "with fewer calls the share does not count"),
                    s.duration(
                            "open", ofSeconds(5), "first pause; doubles with every second reopening, up to a minute"),
                    s.integer("probes", 3, 1, 100, "calls let through to try whether it is well again"),
                    s.flag(
                            "fail_fast",
                            replaceable,
                            "leave alone even the last endpoint, as where there is a fallback; otherwise half of them"
                                    + " are always used"));
        }
    }

    /**
     * @param inflight calls at one time per endpoint
     * @param adaptive whether fewer are made where more only make the endpoint slow
     * @param queue calls that wait while every endpoint is full, all endpoints together; null for a quarter of those
     *     that run
     * @param longestWait longest stay in the queue
     * @param rpm requests per minute and endpoint; null for no limit
     * @param tpm tokens per minute and endpoint, of prompts and answers together; null for no limit
     * @param all what may be used of all endpoints together, by all tenants, over all Fronds that share counts
     */
    public record Cap(
            int inflight,
            boolean adaptive,
            @Nullable Integer queue,
            Duration longestWait,
            @Nullable Integer rpm,
            @Nullable Integer tpm,
            Limits all) {

        /** Nothing but that many at one time; nobody waits. */
        public Cap(int inflight) {
            this(inflight, false, 0, ofSeconds(10), null, null, Limits.NONE);
        }

        private static Cap from(Section s) {
            return new Cap(
                    s.value("inflight", Kinds.count(1, 1_000_000), 256, "calls at one time per endpoint"),
                    s.choice(
                                    "adaptive",
                                    List.of("off", "on"),
                                    "off",
                                    "on: fewer at one time while more would only make the endpoint slower")
                            .equals("on"),
                    s.optional(
                            "queue",
                            Kinds.count(0, 100_000),
                            "calls that wait while all endpoints are full; without it, a quarter as many as may run"),
                    s.duration("wait", ofSeconds(10), "longest stay in the queue"),
                    s.optional("rpm", Kinds.count(1, 100_000_000), "requests per minute and endpoint"),
                    s.optional(
                            "tpm",
                            Kinds.count(1, 2_000_000_000),
                            "tokens per minute and endpoint, of prompts and answers together"),
                    s.block(
                            "all",
                            "what may be used of all its endpoints together, by all tenants",
                            LimitsBlock::from));
        }
    }
}
