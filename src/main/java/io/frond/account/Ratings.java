package io.frond.account;

import io.frond.observe.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How good the answers of each tenant's routes were: as clients say, and as their ends tell. Bounded: of what is more
 * than so many routes of tenants nothing is kept. Thread-safe; lives as long as the process, over reloads.
 */
public final class Ratings {
    private static final int MOST = 10_000;

    private final Map<Way, Rating> ratings = new ConcurrentHashMap<>();
    private final Metrics metrics;

    /** A route, or a backend that was named in place of one. */
    private record Way(String tenant, String route) {}

    /** How one of them stands. */
    public record Standing(String tenant, String route, Rating.Summary summary) {}

    public Ratings(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * A client has judged an answer.
     *
     * @param before what it thought of it before; null where this is its first word
     */
    public void judged(Answered.Answer answer, Judgement now, @Nullable Judgement before) {
        var rating = of(answer.tenant(), answer.route());
        if (rating != null) {
            rating.judged(now, before);
        }
        if (before == null || !before.label().equals(now.label())) {
            metrics.feedback(answer.tenant(), answer.route(), now.label());
        }
    }

    /** An answer has ended, or it is certain that there is none. */
    void ended(String tenant, String route, @Nullable Sign sign) {
        var rating = of(tenant, route);
        if (rating != null) {
            rating.ended(sign);
        }
        if (sign != null) {
            metrics.feedback(tenant, route, sign.label());
        }
    }

    /** Of every route that was taken so far, by tenant and route. */
    public List<Standing> standings() {
        return ratings.entrySet().stream()
                .map(entry -> new Standing(
                        entry.getKey().tenant,
                        entry.getKey().route,
                        entry.getValue().summary()))
                .sorted(Comparator.comparing(Standing::tenant).thenComparing(Standing::route))
                .toList();
    }

    private @Nullable Rating of(String tenant, String route) {
        var way = new Way(tenant, route);
        var known = ratings.get(way);
        return known != null || ratings.size() >= MOST ? known : ratings.computeIfAbsent(way, first -> new Rating());
    }
}
