package io.frond.tenant;

import io.frond.config.Config;
import io.frond.config.TenantConfig;
import io.frond.model.Clock;
import io.frond.model.Declined;
import io.frond.model.Limits;
import io.frond.model.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do with keys while Frond runs: list, make, change, revoke. Always on the snapshot that is at work. */
public final class KeyOffice {
    private static final Logger LOG = LoggerFactory.getLogger(KeyOffice.class);

    private final Supplier<Config> config;
    private final Supplier<Sources> sources;
    private final Keys keys;
    private final Clock clock;

    public KeyOffice(Supplier<Config> config, Supplier<Sources> sources, Keys keys, Clock clock) {
        this.config = config;
        this.sources = sources;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A key as operators see it.
     *
     * @param id begins its digest
     * @param configured whether it stands in the configuration, and so can only be revoked there
     * @param created null for a configured one
     */
    public record Listed(
            String id,
            String tenant,
            String name,
            boolean configured,
            Set<Scope> scopes,
            @Nullable Instant expires,
            boolean expired,
            Map<String, String> tags,
            Limits limits,
            @Nullable Instant created) {}

    /** @param key is shown this once and kept by nobody */
    public record Made(String key, Listed listed) {
        @Override
        public String toString() {
            return "Made[" + listed + "]";
        }
    }

    /** The tenants of the configuration. */
    public List<TenantConfig> tenants() {
        return List.copyOf(config.get().tenants().values());
    }

    /** By tenant and name, those of the configuration and those that were made since. */
    public List<Listed> listed() {
        var configured =
                tenants().stream().flatMap(tenant -> tenant.keys().stream().map(key -> listed(tenant, key)));
        var issued = sources.get().issued().all().stream().map(this::listed);
        return Stream.concat(configured, issued)
                .sorted(Comparator.comparing(Listed::tenant)
                        .thenComparing(Listed::name)
                        .thenComparing(Listed::id))
                .toList();
    }

    private Listed listed(TenantConfig tenant, TenantConfig.Key key) {
        return new Listed(
                IssuedKey.id(key.digest()),
                tenant.name(),
                key.name(),
                true,
                key.scopes(),
                key.expires(),
                over(key.expires()),
                key.tags(),
                key.limits(),
                null);
    }

    private Listed listed(IssuedKey key) {
        return new Listed(
                key.id(),
                key.tenant(),
                key.name(),
                false,
                key.scopes(),
                key.expires(),
                over(key.expires()),
                key.tags(),
                key.limits(),
                key.created());
    }

    private boolean over(@Nullable Instant end) {
        return end != null && !clock.now().isBefore(end);
    }

    /** Good at once here, and within a second wherever the store is shared. Fails with {@link Declined}. */
    public Future<Made> make(KeyWish wish) {
        return Future.<Void>succeededFuture().compose(nothing -> {
            var now = clock.now();
            wish.check(now);
            var issued = open();
            var made = keys.make();
            var key = wish.key(made.digest(), now);
            var change = new ArrayList<>(List.of(key));
            older(wish, issued).forEach(old -> change.add(old.until(now.plus(overlap(wish)))));
            return kept(issued.put(change))
                    .onSuccess(done -> LOG.info("key {} {}/{} was made", key.id(), key.tenant(), key.name()))
                    .map(new Made(made.key(), listed(key)));
        });
    }

    private static Duration overlap(KeyWish wish) {
        return wish.overlap() == null ? Duration.ZERO : wish.overlap();
    }

    /** Keys that have the name now. There may be some only if the wish is to change them. */
    private List<IssuedKey> older(KeyWish wish, IssuedKeys issued) {
        var tenant = config.get().tenants().get(wish.tenant());
        if (tenant == null) {
            throw new Declined(422, "unknown_tenant", "tenant: the configuration has none of this name.");
        }
        var lasting = tenant.keys().stream().anyMatch(key -> key.name().equals(wish.name()) && key.expires() == null);
        var older = issued.named(wish.tenant(), wish.name()).stream()
                .filter(key -> !over(key.expires()))
                .toList();
        if (lasting) {
            throw new Declined(
                    409,
                    "name_taken",
                    "name: a key of the configuration has it and does not say when it expires. Choose another, or set"
                            + " its expires.");
        }
        if (!older.isEmpty() && wish.overlap() == null) {
            throw new Declined(
                    409,
                    "name_taken",
                    "name: a key of this tenant has it. Choose another; or say for how long both shall be good"
                            + " (overlap_seconds), to change the key.");
        }
        return older;
    }

    /**
     * From then on no request by it begins here, and within a second nowhere; those that run go on. Fails with {@link
     * Declined}, and the key is still good then.
     *
     * @param id as it is listed
     */
    public Future<Listed> revoke(String id) {
        return Future.<Void>succeededFuture().compose(nothing -> {
            var issued = sources.get().issued();
            var key = issued.all().stream().filter(one -> one.id().equals(id)).findFirst();
            if (key.isEmpty()) {
                throw missing(id);
            }
            return kept(issued.remove(key.get()))
                    .onSuccess(done -> LOG.info(
                            "key {} {}/{} was revoked",
                            id,
                            key.get().tenant(),
                            key.get().name()))
                    .map(listed(key.get()));
        });
    }

    private Declined missing(String id) {
        boolean configured = listed().stream().anyMatch(key -> key.id().equals(id));
        return configured
                ? new Declined(
                        409, "configured_key", "This key stands in the configuration: take it out there and reload.")
                : new Declined(404, "unknown_key", "There is no key of this id. GET /admin/v1/keys lists all.");
    }

    private IssuedKeys open() {
        var issued = sources.get().issued();
        if (!issued.open()) {
            throw new Declined(
                    409,
                    "no_key_store",
                    "The configuration does not say where such keys are kept: set keys.store, or put the digest of a"
                            + " key into the file.");
        }
        if (issued.all().size() >= IssuedKeys.MOST) {
            throw new Declined(507, "too_many_keys", "There are " + IssuedKeys.MOST + " keys. Revoke some first.");
        }
        return issued;
    }

    private static Future<Void> kept(Future<Void> change) {
        return change.recover(failed -> {
            LOG.warn("the change of a key could not be kept", failed);
            return Future.failedFuture(new Declined(
                    503, "key_store_unavailable", "The store of keys does not take the change; nothing has changed."));
        });
    }
}
