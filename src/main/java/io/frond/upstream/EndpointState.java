package io.frond.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one endpoint is doing, for people.
 *
 * @param address its URL; of one that the DNS named, with the very address
 * @param healthy what its health check says; null where it is not checked
 * @param waiting requests in its own queue, as it says; null where it is not asked, 0 where it has not said lately
 * @param inflight calls that run now, streams included
 * @param limit so many may run at one time; what was learned where concurrency is adaptive
 * @param queued calls that wait for a place at any endpoint of the backend
 * @param latency moving average of the time to the first byte; zero while unknown or long unused
 * @param failures in a row, up to now
 */
public record EndpointState(
        String name,
        String address,
        @Nullable Boolean healthy,
        @Nullable Double waiting,
        Guard guard,
        int inflight,
        int limit,
        int queued,
        Duration latency,
        int failures) {

    /** Whether it may be called and is not known to be dead, by its breaker or by its health check. */
    public boolean available() {
        return guard.available() && !Boolean.FALSE.equals(healthy);
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    public String breaker() {
        return guard.breaker();
    }
}
