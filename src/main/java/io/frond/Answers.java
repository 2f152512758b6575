package io.frond;

import io.frond.cache.CacheStore;
import io.frond.cache.KeyedAnswers;
import io.frond.cache.Likeness;
import io.frond.cache.Purge;
import io.frond.config.CacheConfig;
import io.frond.model.Workers;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where answers are kept: those for whoever asks the same, and those for whoever sends a request again. A Redis holds
 * both; in memory each kind has its own room, so that one cannot push out the other.
 *
 * @param link null in memory
 * @param likeness of the questions to those for whoever asks the same
 */
record Answers(
        CacheStore asked, KeyedAnswers keyed, @Nullable RedisLink link, Likeness likeness) {

    /** @param redis null where there is none */
    static Answers open(CacheConfig wanted, @Nullable RedisLink redis, Foundation foundation) {
        if (redis == null || !wanted.store().equals("redis")) {
            return new Answers(
                    asked(wanted, foundation), keyed(wanted, foundation), null, likeness(wanted, foundation));
        }
        var store = CacheStore.redis(redis);
        return new Answers(store, new KeyedAnswers(store), redis, likeness(wanted, foundation));
    }

    /** Forgets what is meant, of both kinds. Tells how many; fails where the store does not answer. */
    Future<Integer> purge(Purge which, Workers workers) {
        return link != null
                ? asked.purge(which)
                : workers.run(() -> Future.all(asked.purge(which), keyed.purge(which)))
                        .compose(both -> both)
                        .map(counts -> counts.<Integer>resultAt(0) + counts.<Integer>resultAt(1));
    }

    /** What is in place and as wanted stays. */
    Answers next(CacheConfig last, CacheConfig wanted, @Nullable RedisLink redis, Foundation foundation) {
        if (!wanted.store().equals(last.store())) {
            return open(wanted, redis, foundation);
        }
        var meanings = wanted.semantic().size() == last.semantic().size() ? likeness : likeness(wanted, foundation);
        if (link != null) {
            return link.equals(redis) ? new Answers(asked, keyed, link, meanings) : open(wanted, redis, foundation);
        }
        return new Answers(
                wanted.size() == last.size() ? asked : asked(wanted, foundation),
                wanted.idempotency().size() == last.idempotency().size() ? keyed : keyed(wanted, foundation),
                null,
                meanings);
    }

    private static Likeness likeness(CacheConfig wanted, Foundation foundation) {
        return new Likeness(wanted.semantic().size(), foundation.draws);
    }

    private static KeyedAnswers keyed(CacheConfig wanted, Foundation foundation) {
        return new KeyedAnswers(CacheStore.recent(wanted.idempotency().size(), foundation.clock));
    }

    private static CacheStore asked(CacheConfig wanted, Foundation foundation) {
        return CacheStore.memory(wanted.size(), foundation.clock);
    }
}
