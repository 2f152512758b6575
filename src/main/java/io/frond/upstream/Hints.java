package io.frond.upstream;

import io.frond.config.WatchConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a model server tells of its load in its metrics, read now and then. Balancers then see as calls under way there
 *
 * <pre>(own + others) x (1 + cache), with others = running + waiting - own at the time of reading</pre>
 *
 * <p>so that the calls of other gateways count like Frond's own, and a server whose KV cache is full counts twice. What
 * is older than three intervals is not believed. Thread-safe.
 */
final class Hints {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final int LARGEST = 2 * 1024 * 1024;
    /** Above this, reading would hold the event loop up. */
    private static final int SMALL = 256 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int STALE = 3;

    /** @param own calls under way when it was read */
    private record Reading(Gauges gauges, int own, long at) {}

    private final EndpointClient endpoint;
    private final WatchConfig.Hints rules;
    private final Metered metered;
    private final Rounds rounds;
    private volatile @Nullable Reading latest;

    private Hints(EndpointClient endpoint, WatchConfig.Hints rules, Metered metered) {
        this.endpoint = endpoint;
        this.rules = rules;
        this.metered = metered;
        this.rounds = new Rounds(endpoint.around().vertx(), this::look).begin(Duration.ZERO);
    }

    /** For an endpoint that is to be read; null for others. */
    static @Nullable Hints of(EndpointClient endpoint, Metered metered) {
        var rules = endpoint.config().watch().hints();
        return rules == null ? null : new Hints(endpoint, rules, metered);
    }

    private Future<Duration> look() {
        var limit = rules.every().compareTo(LONGEST) < 0 ? rules.every() : LONGEST;
        return Errand.run(endpoint, rules.path(), limit, LARGEST)
                .compose(this::read)
                .onSuccess(this::heard)
                .onFailure(failed -> LOG.debug("no metrics of endpoint {}", endpoint.name(), failed))
                .transform(done -> Future.succeededFuture(rules.every()));
    }

    private Future<Gauges> read(Errand.Answer answer) {
        if (answer.status() != 200) {
            return Future.failedFuture("status " + answer.status());
        }
        return answer.body().length() > SMALL
                ? endpoint.around().workers().run(() -> read(answer.body()))
                : Future.succeededFuture(read(answer.body()));
    }

    private static Gauges read(Buffer body) {
        return Gauges.read(new String(body.getBytes(), StandardCharsets.ISO_8859_1));
    }

    private void heard(Gauges gauges) {
        latest = new Reading(
                gauges, metered.inflight(), endpoint.around().clock().nanos());
    }

    /** Nothing where it is too old. */
    Gauges gauges(long now) {
        var reading = latest;
        return reading == null || isStale(reading, now) ? Gauges.NONE : reading.gauges();
    }

    private boolean isStale(Reading reading, long now) {
        return now - reading.at() > STALE * rules.every().toNanos();
    }

    /** How many calls count as being under way. */
    int load(int own, long now) {
        var reading = latest;
        if (reading == null || isStale(reading, now)) {
            return own;
        }
        var gauges = reading.gauges();
        double others = Math.max(0, gauges.running() + gauges.waiting() - reading.own());
        return (int) Math.round((own + others) * (1 + gauges.cache()));
    }

    void close() {
        rounds.close();
    }
}
