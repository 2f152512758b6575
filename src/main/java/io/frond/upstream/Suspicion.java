package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.frond.model.Ask;
import io.frond.model.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges whose fault a failure is, before it is counted against an endpoint.
 *
 * <p>A request may be poison: it fails wherever it goes. Neither one such request nor a tenant that sends many may shut
 * an endpoint for the rest.
 *
 * <ul>
 *   <li>An endpoint that cannot be reached is at fault, whoever asked.
 *   <li>Every other failure is a suspicion until another request fails here too: within the window, or with no success
 *       between them. Then it counts, and so do those that were suspected before.
 *   <li>Where another tenant has called here within the window, the other request must be another tenant's. Where none
 *       has, any request of other content will do.
 *   <li>Requests of one tenant with the same content are one request: retries, Frond's own and the client's. Yet where
 *       no other tenant calls and nothing has succeeded for a whole window of failures, as many in a row as open a
 *       breaker, the endpoint serves nobody: then they count, too.
 *   <li>What rests on one tenant's requests alone is that tenant's {@link #word}: good enough to spare this tenant the
 *       endpoint, not to take it from others.
 * </ul>
 *
 * <p>Remembers {@value #MOST} requests that failed. Of their content it keeps a number made from length and both ends;
 * that is computed for failures only. Thread-safe. Times are monotonic nanoseconds.
 */
final class Suspicion {
    private static final int MOST = 16;
    private static final int EDGE = 4 * 1024;
    /** Visits closer together than this are one. */
    private static final long MOMENT = 100_000_000;

    private final long window;
    private final int row;
    private final List<Suspect> suspects = new ArrayList<>();
    private volatile @Nullable Visit latest;
    private boolean unreachable;
    private long unreachableAt;
    private long rowBegan;
    /** Failures since then, and when the first of them was. */
    private int failures;

    private long failingSince;

    Suspicion(BackendConfig.Breaker rules, long now) {
        this.window = rules.window().toNanos();
        this.row = rules.consecutive();
        this.rowBegan = now;
    }

    /** A request that failed. */
    private static final class Suspect {
        private final String tenant;
        private final long content;
        private long at;
        private int uncounted;

        Suspect(String tenant, long content) {
            this.tenant = tenant;
            this.content = content;
        }
    }

    /** The tenant that called last, and when somebody else did. */
    private static final class Visit {
        private final String tenant;
        private final @Nullable Long othersAt;
        private volatile long at;

        Visit(String tenant, long at, @Nullable Long othersAt) {
            this.tenant = tenant;
            this.at = at;
            this.othersAt = othersAt;
        }
    }

    /** Each call, before it is made. */
    void visited(String tenant, long now) {
        var last = latest;
        if (last == null || !last.tenant.equals(tenant)) {
            latest = new Visit(tenant, now, last == null ? null : last.at);
        } else if (now - last.at > MOMENT) {
            last.at = now;
        }
    }

    private boolean visitedByOthers(String tenant, long now) {
        var last = latest;
        if (last == null) {
            return false;
        }
        var when = last.tenant.equals(tenant) ? last.othersAt : Long.valueOf(last.at);
        return when != null && now - when <= window;
    }

    /** A success after failures. */
    synchronized void rowEnded(long now) {
        rowBegan = now + 1;
        failures = 0;
    }

    /** It could not be reached. How many failures count now: this one at least. */
    synchronized int unreachable(long now) {
        forget(now);
        unreachable = true;
        unreachableAt = now;
        return 1 + suspected();
    }

    /** It was reached and failed. How many failures count now; none while this may be the request's own fault. */
    synchronized int failed(Call call, long now) {
        forget(now);
        var own = suspect(call.tenant(), content(call.ask()), now);
        boolean alone = !visitedByOthers(call.tenant(), now);
        boolean vouched = unreachable
                || (servesNobody(now) && alone)
                || suspects.stream().anyMatch(other -> other != own && (alone || !other.tenant.equals(call.tenant())));
        own.uncounted++;
        return vouched ? suspected() : 0;
    }

    /** It has failed again. */
    private boolean servesNobody(long now) {
        failingSince = failures == 0 ? now : failingSince;
        failures++;
        return failures >= row && now - failingSince >= window;
    }

    private int suspected() {
        int all = 0;
        for (var suspect : suspects) {
            all += suspect.uncounted;
            suspect.uncounted = 0;
        }
        return all;
    }

    /** The tenant on whose requests alone all suspicion rests; null where it rests on more. */
    synchronized @Nullable String word(long now) {
        forget(now);
        if (unreachable || suspects.isEmpty()) {
            return null;
        }
        var first = suspects.get(0).tenant;
        return suspects.stream().allMatch(suspect -> suspect.tenant.equals(first)) ? first : null;
    }

    synchronized void clear() {
        suspects.clear();
        unreachable = false;
        failures = 0;
    }

    private void forget(long now) {
        suspects.removeIf(suspect -> isPast(suspect.at, now));
        unreachable = unreachable && !isPast(unreachableAt, now);
    }

    private boolean isPast(long at, long now) {
        return now - at > window && at - rowBegan < 0;
    }

    /** The newest stands last. A tenant's own oldest makes room first: a flood drives out nobody else's. */
    private Suspect suspect(String tenant, long content, long now) {
        var known = suspects.stream()
                .filter(one -> one.content == content && one.tenant.equals(tenant))
                .findFirst();
        known.ifPresent(suspects::remove);
        if (suspects.size() >= MOST) {
            suspects.remove(suspects.stream()
                    .filter(one -> one.tenant.equals(tenant))
                    .findFirst()
                    .orElse(suspects.get(0)));
        }
        var suspect = known.orElseGet(() -> new Suspect(tenant, content));
        suspect.at = now;
        suspects.add(suspect);
        return suspect;
    }

    /** Equal for equal requests; long prompts that differ in their middle only may be taken for one. */
    private static long content(Ask ask) {
        var body = ask.body();
        int edge = Math.min(body.length(), EDGE);
        long content = Arrays.hashCode(body.getBytes(0, edge));
        content = content * 31 + Arrays.hashCode(body.getBytes(body.length() - edge, body.length()));
        return (content * 31 + body.length()) * 31 + ask.operation().uri().hashCode();
    }
}
