package io.frond.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.frond.config.JwtConfig;
import io.frond.model.Clock;
import io.frond.model.Credential;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.NoSuchKeyIdException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signed tokens of one issuer. Its public keys are fetched at the start, then again and again, and for a token that
 * names an unknown one; while they cannot be had, the last ones hold.
 *
 * <p>To check a signature takes an event loop 50 to 100 microseconds, so tokens that were found good are remembered by
 * their digest until they end or the keys change. Thread-safe. Whoever opens it closes it.
 */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final int REMEMBERED = 20_000;
    /** Strangers can name unknown keys as often as they like; the issuer is not asked more often than this. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final JwtConfig wanted;
    private final Set<String> carried;
    private final Clock clock;
    private final Jwks source;
    private final Cache<String, Bearer> good;
    private volatile @Nullable KeySet keys;
    private @Nullable Future<KeySet> fetching;
    private @Nullable Long fetched;
    private long timer = -1;

    private Tokens(Vertx vertx, JwtConfig wanted, Set<String> carried, Clock clock) {
        this.vertx = vertx;
        this.wanted = wanted;
        this.carried = Set.copyOf(carried);
        this.clock = clock;
        this.source = new Jwks(vertx, wanted);
        this.good = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .executor(Runnable::run)
                .build();
    }

    /** Completes when the keys are there, or could not be had: then they are tried again with the first tokens. */
    public static Future<Tokens> open(Vertx vertx, JwtConfig wanted, Clock clock) {
        return open(vertx, wanted, Set.of(), clock);
    }

    /**
     * The same.
     *
     * @param carried claims that documents may be held back by
     */
    public static Future<Tokens> open(Vertx vertx, JwtConfig wanted, Set<String> carried, Clock clock) {
        var tokens = new Tokens(vertx, wanted, carried, clock);
        tokens.timer = vertx.setPeriodic(wanted.refresh().toMillis(), due -> {
            var unused = tokens.renewed();
        });
        return tokens.renewed().otherwiseEmpty().map(tokens);
    }

    /** Fetches the keys anew, because something may have changed. */
    public void renew() {
        var unused = renewed();
    }

    /** Fails with {@code CALLER_AUTH}, {@code CALLER_EXPIRED}, or {@code KEYS_UNKNOWN} while there are no keys at all. */
    Future<Bearer> verify(Credential credential) {
        var known = good.getIfPresent(credential.digest());
        return known != null
                ? holding(known)
                : withKeys().compose(with -> checked(credential, with)).compose(this::holding);
    }

    private Future<KeySet> withKeys() {
        var now = keys;
        return now != null
                ? Future.succeededFuture(now)
                : renewedAtMost()
                        .compose(fresh -> fresh == null
                                ? Future.failedFuture(Refused.of(
                                                Reason.KEYS_UNKNOWN, "Tokens cannot be checked at present. Try again.")
                                        .after(SOON))
                                : Future.succeededFuture(fresh));
    }

    private Future<Bearer> checked(Credential credential, KeySet with) {
        return read(credential, with)
                .recover(failed -> failed instanceof NoSuchKeyIdException
                        ? renewedAtMost()
                                .compose(fresh -> fresh == null || fresh == with
                                        ? Future.failedFuture(failed)
                                        : read(credential, fresh))
                        : Future.failedFuture(failed))
                .recover(failed -> Future.failedFuture(
                        failed instanceof Refused
                                ? failed
                                : Claims.refused("is not signed by the issuer, or malformed")));
    }

    private Future<Bearer> read(Credential credential, KeySet with) {
        return with.verified(Objects.requireNonNull(credential.token()))
                .map(claims -> new Claims(wanted, carried, claims).bearer())
                .onSuccess(bearer -> remember(credential, bearer, with));
    }

    /** Keys may have changed while it was checked; what an old one has signed is not remembered then. */
    private synchronized void remember(Credential credential, Bearer bearer, KeySet by) {
        if (by == keys) {
            good.put(credential.digest(), bearer);
        }
    }

    private Future<Bearer> holding(Bearer bearer) {
        var now = clock.now();
        if (!now.isBefore(bearer.until())) {
            return Future.failedFuture(
                    Refused.of(Reason.CALLER_EXPIRED, "This token has expired. Get a new one from its issuer."));
        }
        return now.isBefore(bearer.from())
                ? Future.failedFuture(Claims.refused("is not valid yet"))
                : Future.succeededFuture(bearer);
    }

    /** The keys as they are being fetched, or were so lately; null where there are none. */
    private Future<@Nullable KeySet> renewedAtMost() {
        synchronized (this) {
            if (fetching == null && fetched != null && clock.since(fetched).compareTo(PAUSE) < 0) {
                return Future.succeededFuture(keys);
            }
        }
        return renewed().otherwise(failed -> keys);
    }

    private synchronized Future<KeySet> renewed() {
        if (fetching != null) {
            return fetching;
        }
        fetched = clock.nanos();
        var now = source.fetch().onSuccess(this::learn).onFailure(this::complain);
        fetching = now;
        now.onComplete(done -> ended());
        return now;
    }

    private synchronized void ended() {
        fetching = null;
    }

    private synchronized void learn(KeySet fresh) {
        keys = fresh;
        good.invalidateAll();
    }

    private void complain(Throwable why) {
        LOG.warn(
                "the keys of issuer {} cannot be fetched; {}: {}",
                wanted.issuer(),
                keys == null ? "its tokens are refused" : "the last ones hold",
                why.getMessage());
    }

    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return source.close();
    }
}
