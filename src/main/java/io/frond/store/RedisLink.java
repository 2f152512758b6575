package io.frond.store;

import io.frond.config.RedisConfig;
import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A Redis that several Fronds share, however its servers stand to each other. It never keeps anybody waiting: a command
 * takes at most the link's time-out, finding the right server and connecting to it included, and fails at once while
 * Redis is known to be away. Safe from every event loop; closed by whoever opened it.
 */
public interface RedisLink {
    /** Long enough for a loaded server nearby, short enough to be let go. */
    Duration TIMEOUT = Duration.ofMillis(20);

    /** How long a moment is for {@link #lateJustNow()}. */
    Duration MOMENT = Duration.ofMillis(25);

    /** A command failed because Redis is not there, or not in time. */
    final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(String what) {
            super(what, null, false, false);
        }
    }

    /**
     * Begins to connect. Call from a worker: the classes of the client take longer to load than an event loop may be
     * held up.
     *
     * @param chance spreads the times at which many Fronds try again
     */
    static RedisLink open(Vertx vertx, RedisConfig config, Clock clock, RandomGenerator chance) {
        return open(vertx, config, clock, chance, TIMEOUT);
    }

    /** @param timeout the longest that a command may take */
    static RedisLink open(Vertx vertx, RedisConfig config, Clock clock, RandomGenerator chance, Duration timeout) {
        var dialling = new Dialling(vertx, config);
        var surroundings =
                new RedisNode.Surroundings(clock, chance, timeout, new OutageLog(clock), new Lateness(clock));
        return switch (config.layout()) {
            case RedisConfig.Standalone one ->
                new SingleLink(
                        new RedisNode(one.at().toString(), dialling.to(one.at()), dialling::attempt, surroundings),
                        surroundings.lateness());
            case RedisConfig.Sentinels sentinels ->
                new SingleLink(
                        new RedisNode(
                                sentinels.master(),
                                new SentinelDoor(dialling, sentinels),
                                dialling::attempt,
                                surroundings),
                        surroundings.lateness());
            case RedisConfig.Cluster cluster -> new ClusterLink(vertx, cluster, dialling, surroundings);
        };
    }

    /**
     * The replies in order, one per command; null for Redis's nil. Fails with {@link Unreachable}, with a time-out, or
     * with the errors of the commands that Redis refused. Completes on the caller's context.
     *
     * @param key decides the server; in a cluster all keys of the commands must be of its slot
     */
    Future<List<@Nullable Response>> send(String key, List<Request> commands);

    /** Keys of one slot can be touched by one script. Outside of a cluster there is one slot for all. */
    int slot(String key);

    /** One key for each server that has keys of its own, by which commands about all of them can be sent there. */
    Future<List<String>> servers();

    /**
     * Whether a command has had no answer in time a moment ago, perhaps one of the same request. Whoever can do without
     * an answer should not wait for a second one then.
     */
    boolean lateJustNow();

    /** Closes the connections; commands fail from now on. */
    Future<Void> close();
}
