package io.frond.limit;

import io.frond.limit.Bucket.Calendar;
import io.frond.limit.Bucket.Measure;
import io.frond.limit.Bucket.Places;
import io.frond.limit.Bucket.Rate;
import io.frond.limit.Taken.Standing;
import io.frond.store.RedisLink;
import io.frond.store.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of the script {@code limits.lua}: its arguments and what it answers. */
final class LimitCalls {
    private static final RedisScript SCRIPT = RedisScript.resource(LimitCalls.class, "limits.lua");
    private static final String LEASE = Long.toString(LimitStore.LEASE.toNanos());
    private static final String REMEMBERED = Long.toString(LimitStore.REMEMBERED.toNanos());
    private static final String NOTHING = "0";

    private final RedisLink link;
    private final Supplier<Duration> ahead;

    LimitCalls(RedisLink link, Supplier<Duration> ahead) {
        this.link = link;
        this.ahead = ahead;
    }

    /**
     * What one script does.
     *
     * @param indexes of the claims within their reservation
     */
    record Part(String id, List<String> keys, List<String> items, List<Integer> indexes) {

        private static Part of(String id) {
            return new Part(id, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(int index, String scope, String... values) {
            var key = key(scope);
            int at = keys.indexOf(key);
            if (at < 0) {
                at = keys.size();
                keys.add(key);
            }
            items.add(Integer.toString(at + 1));
            items.addAll(List.of(values));
            indexes.add(index);
        }
    }

    List<Part> parts(Reservation whole) {
        return parts(whole, List.of());
    }

    /** @param consumed may be shorter than the claims */
    List<Part> parts(Reservation whole, List<Long> consumed) {
        Map<Integer, Part> bySlot = new TreeMap<>();
        for (int i = 0; i < whole.claims().size(); i++) {
            var claim = whole.claims().get(i);
            var bucket = claim.bucket();
            part(bySlot, whole.id(), bucket.scope())
                    .add(
                            i,
                            bucket.scope(),
                            bucket.name(),
                            letter(bucket.measure()),
                            period(bucket.measure()),
                            Long.toString(bucket.limit()),
                            Long.toString(claim.amount()),
                            claim.atOnce() ? "1" : NOTHING,
                            i < consumed.size() ? Long.toString(consumed.get(i)) : NOTHING);
        }
        return List.copyOf(bySlot.values());
    }

    List<Part> renewals(Collection<Reservation> open) {
        Map<Integer, Part> bySlot = new TreeMap<>();
        for (var one : open) {
            var scopes = one.claims().stream()
                    .filter(claim -> !claim.atOnce())
                    .map(claim -> claim.bucket().scope())
                    .distinct();
            scopes.forEach(scope ->
                    part(bySlot, "", scope).add(0, scope, one.id(), "p", NOTHING, "1", NOTHING, NOTHING, NOTHING));
        }
        return List.copyOf(bySlot.values());
    }

    private Part part(Map<Integer, Part> bySlot, String id, String scope) {
        return bySlot.computeIfAbsent(link.slot(key(scope)), slot -> Part.of(id));
    }

    private static String key(String scope) {
        return "frond:limits:{" + scope + "}";
    }

    private static String letter(Measure measure) {
        return switch (measure) {
            case Rate rate -> "r";
            case Calendar calendar -> calendar == Calendar.DAY ? "d" : "m";
            case Places places -> "p";
        };
    }

    private static String period(Measure measure) {
        return measure instanceof Rate rate ? Long.toString(rate.period().toNanos()) : NOTHING;
    }

    Future<List<Long>> run(String action, Part part) {
        var arguments = new ArrayList<String>(5 + part.items().size());
        arguments.addAll(List.of(action, Long.toString(ahead.get().toNanos()), part.id(), LEASE, REMEMBERED));
        arguments.addAll(part.items());
        return SCRIPT.run(link, part.keys(), arguments).map(LimitCalls::numbers);
    }

    private static List<Long> numbers(@Nullable Response reply) {
        var numbers = new ArrayList<Long>();
        if (reply != null) {
            reply.forEach(number -> numbers.add(Long.parseLong(number.toString())));
        }
        return numbers;
    }

    static List<Standing> standings(List<Long> reply) {
        var standings = new ArrayList<Standing>(reply.size() / 4);
        for (int i = 0; i < reply.size(); i += 4) {
            standings.add(new Standing(
                    reply.get(i) == 1,
                    reply.get(i + 1),
                    Duration.ofNanos(reply.get(i + 2)),
                    Duration.ofNanos(reply.get(i + 3))));
        }
        return standings;
    }
}
