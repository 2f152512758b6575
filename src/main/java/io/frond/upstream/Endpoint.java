package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.upstream.balance.Load;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One endpoint with everything around it: {@code Metered(Cap(Breaker(Deadline(client))))}.
 *
 * <p>The order matters. The deadline stands innermost, so that a time-out is a failure to the breaker. The cap stands
 * around the breaker, so that a full house is neither a failure nor uses up a probe. The meters stand outermost, to
 * count what the others refuse. A place of the cap is claimed before the call. Thread-safe: every event loop calls the same endpoints.
 */
final class Endpoint {
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    private static final Duration LONGEST_TOLD = Duration.ofDays(1);

    private volatile Standing standing;
    private final Metered metered;
    private final Door door;
    private final Breaker breaker;
    private final Company company;
    private final Clock clock;
    private volatile long restUntil;
    /** The same as it was asked for, for those who are told. */
    private volatile long askedUntil;

    Endpoint(Standing standing, Metered metered, Door door, Breaker breaker, Company company) {
        this.standing = standing;
        this.metered = metered;
        this.door = door;
        this.breaker = breaker;
        this.company = company;
        this.clock = metered.clock();
        this.restUntil = clock.nanos();
        this.askedUntil = restUntil;
    }

    String name() {
        return standing.name();
    }

    /** See {@link Site#address()}. */
    String address() {
        return company.site().address();
    }

    Upstream upstream() {
        return metered;
    }

    /** Whether it would take the call now. */
    boolean isReady(Call call) {
        return door.hasRoom(call) && isUp(call, clock.nanos());
    }

    /** Whether it would take the call if it were not full. */
    boolean isMerelyFull(Call call) {
        return !door.hasRoom(call) && isUp(call, clock.nanos());
    }

    private boolean isUp(Call call, long now) {
        return breaker.isReady(call.tenant())
                && restUntil - now <= 0
                && door.rest(call).isZero();
    }

    /** Takes a place, and a share of the quota; then {@link #upstream} is called once, or both are given back. */
    boolean claim(Call call) {
        return door.claim(call);
    }

    void giveBack(Call call) {
        door.giveBack(call);
    }

    /** @param now of its clock, which is read but once for all endpoints */
    Load load(Call call, long now) {
        boolean ready = door.hasRoom(call) && isUp(call, now);
        var stands = standing;
        var place = stands.place();
        double warmth = warmth(now);
        double lead = stands.turn().lead(place.weight() * warmth);
        int inflight = company.load(metered.inflight(), now);
        return new Load(place, inflight, metered.latency(now), lead, warmth, ready);
    }

    private double warmth(long now) {
        return standing.ramp().warmth(now - breaker.closedAt());
    }

    /** A call goes to it now. */
    void picked() {
        standing.turn().take(standing.place().weight() * warmth(clock.nanos()));
    }

    /** It asked to be left alone for so long. */
    void letRest(Duration wait) {
        long now = clock.nanos();
        restUntil = now + shorter(wait, LONGEST_REST).toNanos();
        askedUntil = now + shorter(wait, LONGEST_TOLD).toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** How long it still wants to be left alone, or has no quota for the call; zero mostly. */
    Duration rest(Call call) {
        long nanos = restUntil - clock.nanos();
        var quota = door.rest(call);
        return nanos > quota.toNanos() ? Duration.ofNanos(nanos) : quota;
    }

    /** Until it may take the call again, for its breaker's sake too; a place apart. Very long where operators keep it out. */
    Duration away(Call call) {
        var asked = Duration.ofNanos(askedUntil - clock.nanos());
        return Stream.of(asked, rest(call), breaker.rest(call.tenant()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    void obey(Order order) {
        breaker.obey(order);
    }

    /** Takes over what is known of the same address beyond what its parts have taken over. */
    void inherit(Endpoint before) {
        restUntil = before.restUntil;
        askedUntil = before.askedUntil;
        door.inherit(before.door);
    }

    Breaker breaker() {
        return breaker;
    }

    Metered metered() {
        return metered;
    }

    Vitals vitals() {
        return company.vitals();
    }

    void stopWatching() {
        company.close();
    }

    /** The backend closes; whatever stands in its place shows its figures under the same names. */
    void close() {
        metered.meters().close();
    }

    /** Its address is gone: it counts for nothing from now on, while its calls go on. */
    void leave() {
        company.close();
        breaker.leave();
        door.leave();
    }

    boolean isIdle() {
        return metered.inflight() == 0;
    }

    /** Its last call has ended. */
    void forget() {
        metered.meters().remove();
    }

    /** The DNS ranks it so now. */
    void stand(Site site) {
        standing = standing.at(site);
    }

    Standing standing() {
        return standing;
    }

    /** @param queued calls that wait for a place here or at another endpoint of the backend */
    EndpointState state(int queued) {
        return new EndpointState(
                name(),
                address(),
                company.health() == null ? null : company.vitals().well(),
                company.hints() == null
                        ? null
                        : company.hints().gauges(clock.nanos()).waiting(),
                breaker.guard(),
                metered.inflight(),
                door.limit(),
                queued,
                Duration.ofNanos((long) (metered.latency(clock.nanos()) * 1e9)),
                breaker.failuresInARow());
    }
}
