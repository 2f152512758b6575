package io.frond.tenant;

import io.frond.config.BackendConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.config.TenantConfig;
import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of one configuration snapshot, looked up by the digest of the key.
 *
 * <p>Why this gives no key away by its timing: what is looked up is never the key but its SHA-256, and nobody can
 * choose keys whose digests approach a stored one. On top of that every look-up does the same: one probe of the map and
 * one comparison over all digits, against a decoy where nothing was found or nothing was sent.
 */
public final class ConfiguredTenants {
    private static final String DECOY = "0".repeat(64);
    private static final String DEFAULT = "default";
    /** Among a backend's names: all that nobody else has. */
    private static final String ANY = "*";

    private static final Holder STRANGER = new Holder(DECOY, null);

    private final Map<String, Holder> holders = new HashMap<>();

    /** A key's digest and whom it stands for; nobody for the decoy. */
    private record Holder(String digest, @Nullable Tenant tenant) {}

    private ConfiguredTenants(Config config) {
        for (TenantConfig tenant : config.tenants().values()) {
            for (TenantConfig.Key key : tenant.keys()) {
                holders.put(key.digest(), new Holder(key.digest(), tenant(config, key.name(), tenant)));
            }
        }
    }

    /** Without a tenants block everybody is the one default tenant, with any key or none. */
    public static Tenants of(Config config) {
        if (config.tenants().isEmpty()) {
            var everybody = tenant(config, "", new TenantConfig(DEFAULT, List.of(), List.of(), true, Limits.NONE));
            return credential -> everybody;
        }
        return new ConfiguredTenants(config)::identify;
    }

    /**
     * A tenant as its first key makes it, for those who need no key: the command line.
     *
     * @param name null takes the only one
     */
    public static Optional<Tenant> named(Config config, @Nullable String name) {
        if (config.tenants().isEmpty()) {
            return name == null || name.equals(DEFAULT)
                    ? Optional.of(of(config).identify(Credential.NONE))
                    : Optional.empty();
        }
        var chosen = name != null || config.tenants().size() > 1
                ? config.tenants().get(name)
                : config.tenants().values().iterator().next();
        return Optional.ofNullable(chosen)
                .map(tenant -> tenant(config, tenant.keys().get(0).name(), tenant));
    }

    private Tenant identify(Credential credential) {
        String digest = credential.digest().isEmpty() ? DECOY : credential.digest();
        Holder holder = holders.getOrDefault(digest, STRANGER);
        boolean same = MessageDigest.isEqual(bytes(holder.digest), bytes(digest));
        if (!same || holder.tenant == null) {
            throw unknown(credential);
        }
        return holder.tenant;
    }

    private static Refused unknown(Credential credential) {
        var what = credential.digest().isEmpty() ? "No API key was sent" : "This API key is not known here";
        return Refused.of(Reason.CALLER_AUTH, what + ".");
    }

    private static Tenant tenant(Config config, String key, TenantConfig tenant) {
        var routes = tenant.routes().isEmpty() ? List.copyOf(config.routes().keySet()) : tenant.routes();
        var backends = backends(config, tenant);
        return new Tenant(tenant.name(), key, routes, backends, models(config, routes, backends), tenant.chooses());
    }

    /**
     * What the classifier's rules accept by name. The names of classification mean nothing without a route to choose,
     * and a backend's further names are as much hidden from strangers as the backend itself.
     */
    private static List<String> models(Config config, List<String> routes, List<String> backends) {
        var models = new LinkedHashSet<String>();
        if (!routes.isEmpty()) {
            models.add(Tenant.AUTO);
            models.addAll(config.classify().models());
        }
        models.addAll(routes);
        models.addAll(backends);
        backends.forEach(name -> models.addAll(
                Objects.requireNonNull(config.backends().get(name), name).models()));
        models.remove(ANY);
        return List.copyOf(models);
    }

    /** Whoever is held to some routes reaches no other backend by naming it. */
    private static List<String> backends(Config config, TenantConfig tenant) {
        var reached = tenant.routes().stream()
                .map(name -> Objects.requireNonNull(config.routes().get(name), name))
                .map(RouteConfig::to)
                .toList();
        return config.backends().values().stream()
                .map(BackendConfig::name)
                .filter(name -> tenant.routes().isEmpty() || reached.contains(name))
                .toList();
    }

    private static byte[] bytes(String digest) {
        return digest.getBytes(StandardCharsets.US_ASCII);
    }
}
