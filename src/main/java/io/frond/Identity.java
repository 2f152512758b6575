package io.frond;

import io.frond.config.IdentityConfig;
import io.frond.store.RedisLink;
import io.frond.tenant.IssuedKeys;
import io.frond.tenant.KeyStore;
import io.frond.tenant.Sources;
import io.frond.tenant.Tokens;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How callers are known besides the keys of the configuration. What a reload leaves as it was lives on.
 *
 * @param link to the Redis that keeps issued keys; null where none does
 */
record Identity(
        IdentityConfig wanted, Sources sources, @Nullable RedisLink link) {
    /** Nobody waits for it but operators, and all keys of a large installation take a while to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** @param before null at the start */
    static Future<Identity> next(@Nullable Identity before, IdentityConfig wanted, Foundation foundation) {
        if (before != null && before.wanted.equals(wanted)) {
            before.renew();
            return Future.succeededFuture(before);
        }
        var link = link(before, wanted, foundation);
        return issued(before, wanted, link, foundation).compose(issued -> tokens(before, wanted, foundation)
                .map(tokens -> new Identity(wanted, new Sources(foundation.clock, issued, tokens), link)));
    }

    private void renew() {
        var tokens = sources.tokens();
        if (tokens != null) {
            tokens.renew();
        }
    }

    private static @Nullable RedisLink link(@Nullable Identity before, IdentityConfig wanted, Foundation foundation) {
        if (before != null && Objects.equals(before.wanted.keys(), wanted.keys())) {
            return before.link;
        }
        return wanted.keys() != null && wanted.keys().startsWith("redis")
                ? new RedisLink(foundation.vertx, wanted.keys(), foundation.clock, PATIENCE)
                : null;
    }

    private static Future<IssuedKeys> issued(
            @Nullable Identity before, IdentityConfig wanted, @Nullable RedisLink link, Foundation foundation) {
        if (before != null && Objects.equals(before.wanted.keys(), wanted.keys())) {
            return Future.succeededFuture(before.sources.issued());
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
            @Nullable Identity before, IdentityConfig wanted, Foundation foundation) {
        if (before != null && Objects.equals(before.wanted.jwt(), wanted.jwt())) {
            return Future.succeededFuture(before.sources.tokens());
        }
        return wanted.jwt() == null
                ? Future.succeededFuture()
                : Tokens.open(foundation.vertx, wanted.jwt(), foundation.clock).map(opened -> opened);
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
