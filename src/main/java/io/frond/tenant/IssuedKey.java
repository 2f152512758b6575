package io.frond.tenant;

import io.frond.model.Grant;
import io.frond.model.Limits;
import io.frond.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that was made while Frond runs. Never the key itself.
 *
 * @param tenant whose it is; the tenant may have left the configuration since
 * @param name what logs call it; keys of one name are one key being changed
 * @param digest SHA-256 of the key, 64 lower-case hex digits
 * @param expires from when on it is refused; null for never
 * @param limits what may be used with it, within what the tenant may use
 * @param created in wall time
 */
public record IssuedKey(
        String tenant,
        String name,
        String digest,
        Set<Scope> scopes,
        @Nullable Instant expires,
        Map<String, String> tags,
        Limits limits,
        Instant created) {
    private static final int ID = 12;

    public IssuedKey {
        scopes = Set.copyOf(scopes);
        tags = Map.copyOf(tags);
    }

    /** What operators call the key by its digest: the first twelve digits of it. */
    public static String id(String digest) {
        return digest.substring(0, ID);
    }

    public String id() {
        return id(digest);
    }

    /** The same, refused from then on, unless it is sooner already. */
    IssuedKey until(Instant then) {
        return expires != null && expires.isBefore(then)
                ? this
                : new IssuedKey(tenant, name, digest, scopes, then, tags, limits, created);
    }

    /** @param models what the tenant may ask by */
    Grant grant(List<String> models) {
        return new Grant(scopes, models, tags, limits);
    }
}
