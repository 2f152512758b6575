package io.frond.model;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became known of one request, step by step. The gateway writes each line once, as the step is done; the ledger
 * and the relay read. Steps never see it.
 *
 * <p>Owned by the request's event loop.
 */
public final class Journal {
    private final String id;
    private final String decision;
    private final long arrived;
    private @Nullable Tenant tenant;
    private @Nullable Ask ask;
    private @Nullable Lease lease;
    private @Nullable Verdict verdict;
    private @Nullable Route route;
    private @Nullable Call call;
    private @Nullable Provenance kept;
    private @Nullable Supplier<Future<Void>> forget;
    private String cacheStatus = "";
    private @Nullable Money cost;

    /**
     * @param id the request id
     * @param decision id under which the decision is logged
     * @param arrived {@link Clock#nanos()} at the first byte of the request
     */
    public Journal(String id, String decision, long arrived) {
        this.id = id;
        this.decision = decision;
        this.arrived = arrived;
    }

    public Tenant identified(Tenant who) {
        tenant = who;
        return who;
    }

    public Ask read(Ask what) {
        ask = what;
        return what;
    }

    public void admitted(Lease given) {
        lease = given;
    }

    /** @param status the value of {@code Cache-Status} (RFC 9211) */
    public void recalled(String status) {
        cacheStatus = status;
    }

    /** @param how lets the cache forget the answer; null where it is not kept for others */
    public void forgottenBy(@Nullable Supplier<Future<Void>> how) {
        forget = how;
    }

    /** The answer was there: it tells of the request that fetched it. */
    public void found(Provenance of) {
        kept = of;
    }

    public Verdict classified(Verdict belief) {
        verdict = belief;
        return belief;
    }

    public Route routed(Route chosen) {
        route = chosen;
        return chosen;
    }

    public Call grounded(Call made) {
        call = made;
        return made;
    }

    /** @param what its answer costs; null where nobody knows, or where it costs nothing */
    public void billed(@Nullable Money what) {
        cost = what;
    }

    public String id() {
        return id;
    }

    public String decision() {
        return decision;
    }

    public long arrived() {
        return arrived;
    }

    public @Nullable Tenant tenant() {
        return tenant;
    }

    public @Nullable Ask ask() {
        return ask;
    }

    public @Nullable Lease lease() {
        return lease;
    }

    public @Nullable Verdict verdict() {
        return verdict;
    }

    public @Nullable Route route() {
        return route;
    }

    /** How the answer comes about, as far as that is known by now; null where nothing was decided and nothing found. */
    public @Nullable Provenance provenance() {
        if (call != null) {
            return call.provenance();
        }
        return route != null ? Provenance.of(route) : kept;
    }

    /** As it went to a backend; null where it did not come so far. */
    public @Nullable Call call() {
        return call;
    }

    public List<Passage> passages() {
        return call == null ? List.of() : call.passages();
    }

    /** Empty until the cache was asked. */
    public String cacheStatus() {
        return cacheStatus;
    }

    /** Lets the cache forget the answer; null where it is not kept for others. */
    public @Nullable Supplier<Future<Void>> forget() {
        return forget;
    }

    /** Known when the answer has ended, so of a whole one before it goes out; null before, and where there is none. */
    public @Nullable Money cost() {
        return cost;
    }

    /** Limits as the client should see them; empty before admission. */
    public Map<String, String> limitHeaders() {
        return lease == null ? Map.of() : lease.headers();
    }
}
