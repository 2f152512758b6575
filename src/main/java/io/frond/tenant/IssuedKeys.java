package io.frond.tenant;

import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that were made while Frond runs, as this process knows them: a copy in memory of what the store keeps. Where
 * others can change the store, it is looked at four times a second. While it cannot be, the last known keys hold.
 *
 * <p>Thread-safe. Whoever opens it closes it. Changes and looks come one after the other, so that none undoes another.
 */
public final class IssuedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuedKeys.class);
    private static final long LOOK_MILLIS = 250;
    private static final Duration QUIET = Duration.ofSeconds(10);
    /** Keys that fit well into memory; a program that makes keys without end is stopped here. */
    static final int MOST = 100_000;

    private final @Nullable KeyStore store;
    private final Clock clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Map<String, IssuedKey> known = Map.of();
    private volatile boolean complete;
    private @Nullable Long complained;
    private Future<?> turn = Future.succeededFuture();
    private Runnable unwatch = () -> {};

    /** @param store null where no keys are made */
    private IssuedKeys(@Nullable KeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.complete = store == null;
    }

    /** Where no keys can be made. */
    public static IssuedKeys none(Clock clock) {
        return new IssuedKeys(null, clock);
    }

    /**
     * Completes when the keys are known, or a shared store was asked in vain: it is asked again and again. Fails where a
     * store of this process alone cannot be opened.
     */
    public static Future<IssuedKeys> over(Vertx vertx, KeyStore store, Clock clock) {
        var keys = new IssuedKeys(store, clock);
        var first = keys.inTurn(() -> keys.look(store));
        if (!store.shared()) {
            return first.map(keys);
        }
        long timer = vertx.setPeriodic(LOOK_MILLIS, due -> keys.lookAgain(store));
        keys.unwatch = () -> vertx.cancelTimer(timer);
        return first.otherwiseEmpty().map(keys);
    }

    /** Whether keys can be made at all. */
    public boolean open() {
        return store != null;
    }

    /** Whether every key is known. Until then an unknown one may still be good. */
    boolean complete() {
        return complete;
    }

    @Nullable
    IssuedKey find(String digest) {
        return known.get(digest);
    }

    /** In no order; those that have expired too. */
    public Collection<IssuedKey> all() {
        return known.values();
    }

    /** Kept by the store, then known. Fails, and nothing is changed, where the store does not take it. */
    Future<Void> put(List<IssuedKey> keys) {
        return inTurn(() -> kept().put(keys).onSuccess(done -> {
            var next = new HashMap<>(known);
            keys.forEach(key -> next.put(key.digest(), key));
            known = next;
        }));
    }

    /** The same for the end of a key. From then on no request by it begins here; those that run go on. */
    Future<Void> remove(IssuedKey key) {
        return inTurn(() -> kept().remove(key).onSuccess(done -> {
            var next = new HashMap<>(known);
            next.remove(key.digest());
            known = next;
        }));
    }

    private KeyStore kept() {
        if (store == null) {
            throw new IllegalStateException("no keys can be made here");
        }
        return store;
    }

    private void lookAgain(KeyStore from) {
        if (looking.compareAndSet(false, true)) {
            inTurn(() -> look(from)).onComplete(looked -> looking.set(false)).onFailure(this::complain);
        }
    }

    private Future<Void> look(KeyStore from) {
        return from.changes().map(this::learn);
    }

    private @Nullable Void learn(Optional<List<IssuedKey>> found) {
        found.ifPresent(keys -> {
            var next = new HashMap<String, IssuedKey>();
            keys.forEach(key -> next.put(key.digest(), key));
            known = next;
        });
        complete = true;
        return null;
    }

    private void complain(Throwable why) {
        if (complained == null || clock.since(complained).compareTo(QUIET) >= 0) {
            complained = clock.nanos();
            LOG.warn("the store of keys does not answer; going on with the {} that are known", known.size(), why);
        }
    }

    private synchronized <T> Future<T> inTurn(Supplier<Future<T>> work) {
        Future<T> next = turn.transform(before -> work.get());
        turn = next;
        return next;
    }

    /** Waits for what is being written. */
    public Future<Void> close() {
        unwatch.run();
        return store == null ? Future.succeededFuture() : inTurn(store::close);
    }

    List<IssuedKey> named(String tenant, String name) {
        return known.values().stream()
                .filter(key -> key.tenant().equals(tenant) && key.name().equals(name))
                .toList();
    }
}
