package io.frond.tenant;

import io.frond.config.Config;
import io.frond.config.TenantConfig;
import io.frond.model.Credential;
import io.frond.model.Grant;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of one configuration snapshot, looked up by the digest of the key: among the keys of the configuration,
 * and among those that were made while Frond runs.
 *
 * <p>Why this gives no key away by its timing: what is looked up is never the key but its SHA-256, and nobody can
 * choose keys whose digests approach a stored one. On top of that every look-up does the same: one probe of each map and
 * one comparison over all digits for each, against a decoy where nothing was found or nothing was sent.
 */
public final class ConfiguredTenants implements Tenants {
    private static final String DECOY = "0".repeat(64);
    private static final String DEFAULT = "default";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Holder STRANGER = new Holder(DECOY, null, null);

    private final Map<String, Tenant> tenants = new HashMap<>();
    private final Map<String, Holder> holders = new HashMap<>();
    private final Sources sources;

    /** A key's digest, whom it stands for, and until when; nobody for the decoy. */
    private record Holder(
            String digest,
            @Nullable Tenant tenant,
            @Nullable Instant expires) {}

    private ConfiguredTenants(Config config, Sources sources) {
        this.sources = sources;
        for (TenantConfig tenant : config.tenants().values()) {
            var reach = Reach.of(config.of(tenant.name()), tenant);
            tenants.put(tenant.name(), reach);
            for (TenantConfig.Key key : tenant.keys()) {
                var grant = new Grant(key.scopes(), tenant.models(), key.tags());
                holders.put(key.digest(), new Holder(key.digest(), reach.by(key.name(), grant), key.expires()));
            }
        }
    }

    /** Without a tenants block everybody is the one default tenant, with any key or none. */
    public static Tenants of(Config config, Sources sources) {
        if (config.tenants().isEmpty()) {
            var everybody = Future.succeededFuture(everybody(config));
            return credential -> everybody;
        }
        return new ConfiguredTenants(config, sources);
    }

    /**
     * A tenant as its first key makes it, for those who need no key: the command line.
     *
     * @param name null takes the only one
     */
    public static Optional<Tenant> named(Config config, @Nullable String name) {
        if (config.tenants().isEmpty()) {
            return name == null || name.equals(DEFAULT) ? Optional.of(everybody(config)) : Optional.empty();
        }
        var chosen = name != null || config.tenants().size() > 1
                ? config.tenants().get(name)
                : config.tenants().values().iterator().next();
        return Optional.ofNullable(chosen).map(tenant -> Reach.of(config.of(tenant.name()), tenant));
    }

    private static Tenant everybody(Config config) {
        return Reach.of(config, new TenantConfig(DEFAULT, List.of(), List.of(), true, Limits.NONE));
    }

    @Override
    public Future<Tenant> identify(Credential credential) {
        String digest = credential.digest().isEmpty() ? DECOY : credential.digest();
        var configured = checked(holders.getOrDefault(digest, STRANGER), digest);
        var issued = checked(issued(digest), digest);
        var holder = configured.tenant != null ? configured : issued;
        if (holder.tenant == null) {
            return stranger(credential);
        }
        return expired(holder.expires)
                ? Future.failedFuture(Refused.of(
                        Reason.CALLER_EXPIRED,
                        "This API key expired at " + holder.expires + ". Ask the operator for a new one."))
                : Future.succeededFuture(holder.tenant);
    }

    private static Holder checked(Holder found, String digest) {
        return MessageDigest.isEqual(bytes(found.digest), bytes(digest)) ? found : STRANGER;
    }

    private Holder issued(String digest) {
        var key = sources.issued().find(digest);
        var tenant = key == null ? null : tenants.get(key.tenant());
        return key == null || tenant == null
                ? STRANGER
                : new Holder(
                        key.digest(),
                        tenant.by(key.name(), key.grant(tenant.grant().models())),
                        key.expires());
    }

    private boolean expired(@Nullable Instant then) {
        return then != null && !sources.clock().now().isBefore(then);
    }

    private Future<Tenant> stranger(Credential credential) {
        var tokens = sources.tokens();
        if (tokens != null && credential.token() != null) {
            return tokens.verify(credential).map(this::bearer);
        }
        if (!credential.digest().isEmpty() && !sources.issued().complete()) {
            return Future.failedFuture(
                    Refused.of(Reason.KEYS_UNKNOWN, "It cannot be told yet whether this API key is good. Try again.")
                            .after(SOON));
        }
        var what = credential.digest().isEmpty() ? "No API key was sent" : "This API key is not known here";
        return Future.failedFuture(Refused.of(Reason.CALLER_AUTH, what + "."));
    }

    private Tenant bearer(Bearer of) {
        var tenant = tenants.get(of.tenant());
        if (tenant == null) {
            throw Refused.of(Reason.CALLER_AUTH, "This token is for no tenant of this gateway.");
        }
        return tenant.by(of.key(), new Grant(of.scopes(), tenant.grant().models(), Map.of(), Limits.NONE, of.claims()));
    }

    private static byte[] bytes(String digest) {
        return digest.getBytes(StandardCharsets.US_ASCII);
    }
}
