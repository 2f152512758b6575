package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * At most so many calls at one time, each counted until the end of its answer. Refuses at once, never waits.
 *
 * <p>Stands outside the breaker: Frond's own bound must not look like a sick endpoint.
 */
final class Cap implements Upstream {
    private final Upstream inner;
    private final Bulkhead bulkhead;

    Cap(Upstream inner, String endpoint, int inflight) {
        this.inner = inner;
        this.bulkhead = Bulkhead.of(
                endpoint,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(inflight)
                        .maxWaitDuration(Duration.ZERO)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    boolean hasRoom() {
        return bulkhead.getMetrics().getAvailableConcurrentCalls() > 0;
    }

    @Override
    public Future<Reply> call(Call call) {
        if (!bulkhead.tryAcquirePermission()) {
            return Future.failedFuture(
                    Refused.of(Reason.SHED, "Every endpoint of the model service has its fill of requests.")
                            .after(Duration.ofSeconds(1)));
        }
        var reply = inner.call(call);
        Ends.after(reply, ended -> bulkhead.onComplete());
        return reply;
    }
}
