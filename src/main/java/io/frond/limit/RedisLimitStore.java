package io.frond.limit;

import io.frond.limit.Taken.Standing;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts in a Redis, for several Fronds. One script does all that a request wants of keys that lie together, which
 * outside of a cluster is everything: one way there and back. Keys expire when nothing in them matters any more.
 *
 * <p>Fails as the link does; what happens then is decided by {@link OutageLimitStore}.
 */
final class RedisLimitStore implements LimitStore {
    private final LimitCalls calls;
    private final Duration timeout;

    /**
     * @param timeout for claims that lie on several servers
     * @param ahead added to the server's time; nothing, but where a test lets time go by
     */
    RedisLimitStore(RedisLink link, Duration timeout, Supplier<Duration> ahead) {
        this.calls = new LimitCalls(link, ahead);
        this.timeout = timeout;
    }

    @Override
    public Future<Taken> take(Reservation wanted) {
        var parts = calls.parts(wanted);
        if (parts.size() == 1) {
            return calls.run("take", parts.get(0)).map(reply -> new Taken(LimitCalls.standings(reply)));
        }
        return parts.isEmpty()
                ? Future.succeededFuture(new Taken(List.of()))
                : together(parts, wanted.claims().size()).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where one part refuses, or does not answer, the others are given back. */
    private Future<Taken> together(List<LimitCalls.Part> parts, int claims) {
        var answers = parts.stream()
                .map(part -> calls.run("take", part).map(LimitCalls::standings))
                .toList();
        return Future.join(answers)
                .transform(done -> done.succeeded() && answers.stream().allMatch(one -> fit(one.result()))
                        ? Future.succeededFuture(
                                answers.stream().map(Future::result).toList())
                        : giveBack(parts, answers))
                .map(standings -> merged(parts, standings, claims));
    }

    private Future<List<List<Standing>>> giveBack(List<LimitCalls.Part> parts, List<Future<List<Standing>>> answers) {
        List<Future<List<Standing>>> after = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            var answer = answers.get(i);
            after.add(
                    answer.succeeded() && fit(answer.result())
                            ? calls.run("undo", parts.get(i)).map(LimitCalls::standings)
                            : answer);
        }
        return Future.join(after).map(all -> all.list());
    }

    private static boolean fit(List<Standing> standings) {
        return new Taken(standings).allowed();
    }

    private static Taken merged(List<LimitCalls.Part> parts, List<List<Standing>> standings, int claims) {
        var byClaim = new TreeMap<Integer, Standing>();
        for (int i = 0; i < parts.size(); i++) {
            for (int j = 0; j < standings.get(i).size(); j++) {
                byClaim.put(parts.get(i).indexes().get(j), standings.get(i).get(j));
            }
        }
        if (byClaim.size() != claims) {
            throw new IllegalStateException("Redis answered for " + byClaim.size() + " of " + claims + " claims");
        }
        return new Taken(List.copyOf(byClaim.values()));
    }

    @Override
    public Future<Boolean> settle(Reservation taken, List<Long> consumed) {
        return each(calls.parts(taken, consumed), part -> calls.run("settle", part))
                .map(replies -> replies.stream().anyMatch(reply -> reply.get(0) == 1));
    }

    /** What was consumed without a reservation here. */
    Future<Void> charge(Reservation elsewhere, List<Long> consumed) {
        return each(calls.parts(elsewhere, consumed), part -> calls.run("charge", part))
                .mapEmpty();
    }

    @Override
    public Future<Void> renew(Collection<Reservation> open) {
        return each(calls.renewals(open), part -> calls.run("renew", part)).mapEmpty();
    }

    @Override
    public Future<List<Fill>> look(List<Bucket> buckets) {
        var seen = new Reservation(
                "", buckets.stream().map(bucket -> Claim.held(bucket, 0)).toList());
        var fills = new ArrayList<Fill>(Collections.nCopies(buckets.size(), new Fill(0, 0, Duration.ZERO)));
        return each(calls.parts(seen), part -> calls.run("look", part).onSuccess(reply -> {
                    for (int i = 0; i < part.indexes().size(); i++) {
                        fills.set(
                                part.indexes().get(i),
                                new Fill(
                                        reply.get(3 * i),
                                        reply.get(3 * i + 1),
                                        Duration.ofNanos(reply.get(3 * i + 2))));
                    }
                }))
                .map(all -> List.copyOf(fills));
    }

    private static <T> Future<List<T>> each(List<LimitCalls.Part> parts, Function<LimitCalls.Part, Future<T>> call) {
        return Future.join(parts.stream().map(call).toList()).map(all -> all.<T>list());
    }
}
