package io.frond.limit;

import io.frond.config.LimitsConfig.OnOutage;
import io.frond.limit.Taken.Standing;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Counts that several Fronds share, and what happens while they cannot be had: each Frond gives its share of every limit
 * by its own count, or all are admitted, or nobody.
 *
 * <p>With every answer the own count is brought down to its share of what the shared one has left: so an outage, or a
 * single answer that comes too late, does not begin with a full bucket.
 *
 * <p>A reservation is settled where it was taken. What could not be told to the shared counts while they were away is
 * told as soon as they answer again; so is what was spent of a day's or month's money meanwhile.
 */
final class OutageLimitStore implements LimitStore {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RedisLimitStore shared;
    private final LimitStore own;
    private final OnOutage onOutage;
    private final IntSupplier fronds;
    private final Arrears arrears;
    /** Reservations of the own count, as they were taken there. */
    private final Map<String, Reservation> local = new ConcurrentHashMap<>();
    /** Of those that were admitted without a count, by their ids. */
    private final Set<String> uncounted = ConcurrentHashMap.newKeySet();

    /** @param fronds how many share the counts, this one included */
    OutageLimitStore(RedisLimitStore shared, LimitStore own, OnOutage onOutage, IntSupplier fronds) {
        this.shared = shared;
        this.own = own;
        this.onOutage = onOutage;
        this.fronds = fronds;
        this.arrears = new Arrears(shared);
    }

    @Override
    public Future<Taken> take(Reservation wanted) {
        if (wanted.claims().isEmpty()) {
            return Future.succeededFuture(new Taken(List.of()));
        }
        return shared.take(wanted).onSuccess(taken -> taken(wanted, taken)).recover(away -> {
            if (wanted.holds() && !(away instanceof RedisLink.Unreachable)) {
                // it may have been taken all the same: Redis's answer was only too late
                arrears.settle(wanted, nothing(wanted));
            }
            return without(wanted);
        });
    }

    private void taken(Reservation wanted, Taken taken) {
        arrears.pay();
        if (onOutage == OnOutage.LOCAL) {
            follow(wanted, taken.standings());
        }
    }

    /** Lowers what is left here to the share of what is left there. */
    private void follow(Reservation seen, List<Standing> there) {
        var share = share(new Reservation(
                seen.id() + "-seen",
                seen.claims().stream()
                        .map(claim -> Claim.held(claim.bucket(), 0))
                        .toList()));
        own.take(share).onSuccess(here -> {
            var used = new ArrayList<Long>(there.size());
            for (int i = 0; i < there.size(); i++) {
                long left = there.get(i).remaining() / Math.max(1, fronds.getAsInt());
                used.add(Math.max(0, here.standings().get(i).remaining() - left));
            }
            var unused = own.settle(share, used);
        });
    }

    private static List<Long> nothing(Reservation of) {
        return of.claims().stream().map(claim -> 0L).toList();
    }

    private Future<Taken> without(Reservation wanted) {
        return switch (onOutage) {
            case LOCAL -> locally(wanted);
            case OPEN -> {
                if (wanted.holds()) {
                    uncounted.add(wanted.id());
                }
                yield Future.succeededFuture(open(wanted));
            }
            case CLOSED ->
                Future.failedFuture(Refused.of(Reason.SHED, "What is used of your limits cannot be read at the moment.")
                        .after(SOON));
        };
    }

    private static Taken open(Reservation wanted) {
        return new Taken(wanted.claims().stream()
                .map(claim -> new Standing(true, claim.bucket().limit(), Duration.ZERO, Duration.ZERO))
                .toList());
    }

    private Future<Taken> locally(Reservation wanted) {
        var share = share(wanted);
        return own.take(share).onSuccess(taken -> {
            if (taken.allowed() && share.holds()) {
                local.put(wanted.id(), share);
            }
        });
    }

    private Reservation share(Reservation whole) {
        return new Reservation(
                whole.id() + "-local",
                whole.claims().stream()
                        .map(claim -> new Claim(share(claim.bucket()), claim.amount(), claim.atOnce()))
                        .toList());
    }

    private Bucket share(Bucket whole) {
        long limit = Math.max(1, whole.limit() / Math.max(1, fronds.getAsInt()));
        return new Bucket(whole.scope(), whole.name(), whole.measure(), limit);
    }

    @Override
    public Future<Boolean> settle(Reservation taken, List<Long> consumed) {
        var share = local.remove(taken.id());
        if (share != null) {
            arrears.charge(taken, consumed);
            return own.settle(share, consumed);
        }
        if (uncounted.remove(taken.id())) {
            arrears.charge(taken, consumed);
            return Future.succeededFuture(true);
        }
        return shared.settle(taken, consumed).recover(away -> {
            arrears.settle(taken, consumed);
            return Future.succeededFuture(true);
        });
    }

    @Override
    public Future<Void> renew(Collection<Reservation> open) {
        var here = new ArrayList<Reservation>();
        var there = new ArrayList<Reservation>();
        for (var one : open) {
            var share = local.get(one.id());
            if (share != null) {
                here.add(share);
            } else if (!uncounted.contains(one.id())) {
                there.add(one);
            }
        }
        return Future.join(own.renew(here), shared.renew(there))
                .onSuccess(both -> arrears.pay())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    @Override
    public Future<List<Fill>> look(List<Bucket> buckets) {
        return shared.look(buckets)
                .recover(away -> own.look(buckets.stream().map(this::share).toList()));
    }
}
