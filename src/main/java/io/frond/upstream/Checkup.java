package io.frond.upstream;

import io.frond.config.WatchConfig;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an endpoint how it is, at no cost: a GET now and then, up to a tenth early or late so that many gateways do not
 * ask at once. So many bad answers in a row make it unwell, so many good ones well again; status 429 says nothing.
 */
final class Checkup {
    private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);
    private static final int TOO_MANY = 429;

    private final EndpointClient endpoint;
    private final WatchConfig.Health rules;
    private final Vitals vitals;
    private final Rounds rounds;
    /** Answers in a row that speak against what is believed now. Owned by the context of the rounds. */
    private int against;

    Checkup(EndpointClient endpoint, WatchConfig.Health rules, Vitals vitals) {
        this.endpoint = endpoint;
        this.rules = rules;
        this.vitals = vitals;
        this.rounds = new Rounds(endpoint.around().vertx(), this::look).begin(Duration.ZERO);
    }

    /** One for an endpoint that is to be checked; null for others. */
    static @Nullable Checkup of(EndpointClient endpoint, Vitals vitals) {
        var rules = endpoint.config().watch().health();
        return rules == null ? null : new Checkup(endpoint, rules, vitals);
    }

    private Future<Duration> look() {
        return Errand.run(endpoint, rules.path(), rules.timeout(), 0).transform(done -> {
            int status = done.succeeded() ? done.result().status() : 0;
            if (status != TOO_MANY) {
                heard(status / 100 == 2);
            }
            return Future.succeededFuture(jittered());
        });
    }

    private void heard(boolean good) {
        if (good == vitals.well()) {
            against = 0;
        } else if (++against >= (good ? rules.healthyAfter() : rules.unhealthyAfter())) {
            against = 0;
            vitals.become(good, endpoint.around().clock().nanos());
            LOG.warn("endpoint {} is {} by its health check", endpoint.name(), good ? "well again" : "unwell");
        }
    }

    private Duration jittered() {
        double share = 0.9 + endpoint.around().random().nextDouble() / 5;
        return Duration.ofNanos((long) (rules.every().toNanos() * share));
    }

    void close() {
        rounds.close();
    }
}
