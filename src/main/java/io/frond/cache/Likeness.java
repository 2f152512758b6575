package io.frond.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.frond.cache.Calibration.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The questions that were answered, by meaning, and how far each tenant's routes may be trusted to answer others by
 * them. Outlives configurations, whose version is part of every scope. Thread-safe; bounded by the bytes of all
 * questions, of which the scope that was not asked in for longest goes first.
 */
public final class Likeness {
    private static final int MOST_DECISIONS = 50_000;
    private static final Duration COMPLAINTS = Duration.ofDays(1);

    private final long bytes;
    private final RandomGenerator draws;
    private final LinkedHashMap<String, Pool> pools = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Way, Calibration> calibrations = new ConcurrentHashMap<>();
    private final Cache<String, Given> decisions = Caffeine.newBuilder()
            .maximumSize(MOST_DECISIONS)
            .expireAfterWrite(COMPLAINTS)
            .executor(Runnable::run)
            .build();

    private record Way(String tenant, String route, double error) {}

    /** An answer that was given to a question in other words. */
    record Given(Pool pool, Entry entry, Calibration calibration, Trial trial) {}

    /**
     * How a tenant's route stands.
     *
     * @param threshold probability from which on answers are given; above 1 where none are
     */
    public record Standing(String tenant, String route, double error, double threshold) {}

    /** @param draws thread-safe; which answers are checked */
    public Likeness(long bytes, RandomGenerator draws) {
        this.bytes = bytes;
        this.draws = draws;
    }

    /** Of every route that was asked so far. */
    public List<Standing> standings() {
        var all = new ArrayList<Standing>();
        calibrations.forEach(
                (way, calibration) -> all.add(new Standing(way.tenant, way.route, way.error, calibration.threshold())));
        return all;
    }

    /** Questions that answers are known for. */
    public synchronized int size() {
        return pools.values().stream().mapToInt(Pool::size).sum();
    }

    /**
     * A client says that an answer was wrong: the question it was kept for is forgotten, and it counts as an error.
     *
     * @param decision the id of the decision, as the answer's headers told it
     * @return whether an answer was given under it, in the last day, to a question in other words
     */
    public boolean evict(String decision) {
        var given = decisions.getIfPresent(decision);
        if (given == null) {
            return false;
        }
        decisions.invalidate(decision);
        given.calibration.complained(given.trial);
        given.pool.remove(given.entry);
        return true;
    }

    void decided(String decision, Given given) {
        decisions.put(decision, given);
    }

    /** What holds for a tenant's route. */
    Calibration calibration(String tenant, String route, double error, double checks) {
        return calibrations.computeIfAbsent(
                new Way(tenant, route, error), first -> new Calibration(error, checks, draws));
    }

    /** Empty where nothing was answered in this scope. */
    synchronized Optional<Pool> pool(String scope) {
        return Optional.ofNullable(pools.get(scope));
    }

    /** Keeps a question, and makes room for it. */
    void add(String scope, Entry entry, float[] vector) {
        Pool pool;
        synchronized (this) {
            pool = pools.computeIfAbsent(scope, first -> new Pool(vector.length));
        }
        pool.add(entry, vector);
        trim();
    }

    private synchronized void trim() {
        while (used() > bytes) {
            var eldest = eldest();
            if (eldest == null) {
                return;
            }
            if (pools.size() > 1) {
                pools.remove(eldest.getKey());
            } else if (!eldest.getValue().shrink()) {
                return;
            }
        }
    }

    private Map.@Nullable Entry<String, Pool> eldest() {
        return pools.firstEntry();
    }

    private long used() {
        return pools.values().stream().mapToLong(Pool::bytes).sum();
    }
}
