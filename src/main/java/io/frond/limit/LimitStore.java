package io.frond.limit;

import io.frond.config.LimitsConfig.OnOutage;
import io.frond.model.Clock;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Where counts are kept. It outlives a configuration: the limits come with each call, so a reload changes them without
 * forgetting what was used; of a rate, in proportion. Safe from every event loop; completes on the caller's context.
 *
 * <p>A bucket keeps two things: what is <em>used</em>, and what is <em>held</em> by open reservations. A claim fits while
 * {@code used + held + amount <= limit}; a claim of nothing always fits.
 *
 * <p>An open reservation lapses {@link #LEASE} after it was taken or last renewed: what it held is free again, as if the
 * node that took it had died. It can still be settled for {@link #REMEMBERED}, and counts then like any other.
 *
 * <p><b>Clusters.</b> All claims of one scope are one step on one node: their keys share a hash tag. Claims of several
 * scopes are one step per scope, sent together; where one scope refuses, what the others gave is given back before the
 * answer. A bystander may be refused in between; nobody is ever admitted too much.
 *
 * <p><b>Time.</b> Rates and leases run by a clock that does not jump: monotonic in one process, the server's for
 * several. A calendar's period only goes forward: a wall clock that is set back does not begin a period again.
 */
public interface LimitStore {

    /** How long an open reservation lasts without being renewed. Holders renew three times as often. */
    Duration LEASE = Duration.ofSeconds(30);

    /** How long after its lapse a reservation can still be settled. */
    Duration REMEMBERED = Duration.ofHours(1);

    /** In this process. */
    static LimitStore memory(Clock clock) {
        return new MemoryLimitStore(clock);
    }

    /**
     * In a Redis, for several Fronds.
     *
     * @param own counts while Redis is away
     * @param fronds how many there are, this one included
     */
    static LimitStore redis(RedisLink link, LimitStore own, OnOutage onOutage, IntSupplier fronds) {
        return new OutageLimitStore(
                new RedisLimitStore(link, RedisLink.TIMEOUT, () -> Duration.ZERO), own, onOutage, fronds);
    }

    /**
     * Takes all claims, or nothing of any. Call once per id. Fails with {@link io.frond.model.Refused} where the counts
     * cannot be had and the configuration says that nobody is admitted then.
     */
    Future<Taken> take(Reservation wanted);

    /**
     * Ends a reservation: nothing of it is held any more, and what was really consumed is used, be it more or less than
     * was reserved. More is a debt that later requests wait for. Whatever comes after the first settlement does nothing,
     * as does one of a reservation that was refused or is forgotten.
     *
     * @param consumed one amount per claim, in their order; those of claims that were used at once and of places are
     *     ignored; none is below zero
     * @return whether it was this call that settled it
     */
    Future<Boolean> settle(Reservation taken, List<Long> consumed);

    /** Puts off the lapse of those that are still open; the others are left as they are. */
    Future<Void> renew(Collection<Reservation> open);

    /** How full these are, in their order; changes nothing. */
    Future<List<Fill>> look(List<Bucket> buckets);
}
