package io.frond;

import io.frond.config.Config;
import io.frond.config.IdentityConfig;
import io.frond.config.RedisConfig;
import io.frond.limit.KeyLimits;
import io.frond.store.RedisLink;
import io.frond.tenant.IssuedKeys;
import io.frond.tenant.KeyStore;
import io.frond.tenant.Sources;
import io.frond.tenant.Tokens;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How callers are known besides the keys of the configuration. What a reload leaves as it was lives on.
 *
 * @param redis that keeps issued keys; null where none does
 * @param claims of tokens that documents may be held back by
 * @param link to it
 */
record Identity(
        IdentityConfig wanted,
        @Nullable RedisConfig redis,
        Set<String> claims,
        Sources sources,
        @Nullable RedisLink link) {
    /** Nobody waits for it but operators, and all keys of a large installation take a while to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** @param before null at the start */
    static Future<Identity> next(@Nullable Identity before, Config config, Foundation foundation) {
        var wanted = config.identity();
        var redis = wanted.inRedis() ? config.redis() : null;
        var claims = claims(config);
        if (before != null
                && before.wanted.equals(wanted)
                && before.claims.equals(claims)
                && Objects.equals(before.redis, redis)) {
            before.renew();
            return Future.succeededFuture(before);
        }
        var same = before != null && before.keepsKeysAs(wanted, redis) ? before : null;
        var link = same == null ? link(redis, foundation) : same.link;
        return issued(same, wanted, link, foundation).compose(issued -> tokens(before, wanted, claims, foundation)
                .map(tokens ->
                        new Identity(wanted, redis, claims, new Sources(foundation.clock, issued, tokens), link)));
    }

    private static Set<String> claims(Config config) {
        return config.collections().values().stream()
                .flatMap(one -> one.terms().acl().claims().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean keepsKeysAs(IdentityConfig other, @Nullable RedisConfig there) {
        return Objects.equals(wanted.keys(), other.keys()) && Objects.equals(redis, there);
    }

    private void renew() {
        var tokens = sources.tokens();
        if (tokens != null) {
            tokens.renew();
        }
    }

    private static @Nullable RedisLink link(@Nullable RedisConfig redis, Foundation foundation) {
        return redis == null
                ? null
                : RedisLink.open(foundation.vertx, redis, foundation.clock, foundation.draws, PATIENCE);
    }

    /** @param same keeps keys where they are wanted; null where none does */
    private static Future<IssuedKeys> issued(
            @Nullable Identity same, IdentityConfig wanted, @Nullable RedisLink link, Foundation foundation) {
        if (same != null) {
            return Future.succeededFuture(same.sources.issued());
        }
        if (wanted.keys() == null) {
            return Future.succeededFuture(IssuedKeys.none(foundation.clock));
        }
        var store = link == null
                ? KeyStore.file(Path.of(wanted.keys()), foundation.requests)
                : KeyStore.redis(link, foundation.requests);
        return IssuedKeys.over(foundation.vertx, store, foundation.clock);
    }

    private static Future<@Nullable Tokens> tokens(
            @Nullable Identity before, IdentityConfig wanted, Set<String> claims, Foundation foundation) {
        if (before != null && Objects.equals(before.wanted.jwt(), wanted.jwt()) && before.claims.equals(claims)) {
            return Future.succeededFuture(before.sources.tokens());
        }
        return wanted.jwt() == null
                ? Future.succeededFuture()
                : Tokens.open(foundation.vertx, wanted.jwt(), claims, foundation.clock)
                        .map(opened -> opened);
    }

    /** Of keys that the configuration does not know. */
    List<KeyLimits> limits() {
        return sources.issued().all().stream()
                .filter(key -> !key.limits().isEmpty())
                .map(key -> new KeyLimits(key.tenant(), key.name(), key.limits()))
                .toList();
    }

    /** Closes what {@code next} does not use; all of it where there is none. */
    Future<Void> close(@Nullable Identity next) {
        var issued = sources.issued();
        var tokens = sources.tokens();
        var kept = next != null && next.sources.issued() == issued;
        var still = next != null && next.sources.tokens() == tokens;
        return (tokens == null || still ? Future.<Void>succeededFuture() : tokens.close())
                .eventually(() -> kept ? Future.succeededFuture() : issued.close())
                .eventually(() -> kept || link == null ? Future.succeededFuture() : link.close());
    }
}
