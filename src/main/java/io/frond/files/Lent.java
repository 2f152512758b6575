package io.frond.files;

import io.frond.files.Told.Counts;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.retrieve.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collections of the configuration, as vector stores: those that a route of the tenant answers from. They can be
 * searched and told of; what is in them is their source's to say.
 */
final class Lent {
    private static final String PREFIX = "vs_";

    private final Function<Tenant, Map<String, Knowledge>> collections;
    private final Instant since;

    /**
     * @param collections by name, of a tenant
     * @param since when they are said to have been made
     */
    Lent(Function<Tenant, Map<String, Knowledge>> collections, Instant since) {
        this.collections = collections;
        this.since = since;
    }

    /** In a path a name cannot hold what parts a tenant's own collections from their tenant. */
    private static String id(String name) {
        return PREFIX + name.replace('/', '.');
    }

    /** Null where the tenant has none of this id. */
    @Nullable
    Knowledge knowledge(Tenant tenant, String id) {
        if (!id.startsWith(PREFIX)) {
            return null;
        }
        for (var one : collections.apply(tenant).entrySet()) {
            if (id(one.getKey()).equals(id)) {
                return one.getValue();
            }
        }
        return null;
    }

    /** Null where the tenant has none of this id. */
    @Nullable
    VectorStore store(Tenant tenant, String id) {
        return stores(tenant).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    List<VectorStore> stores(Tenant tenant) {
        var all = new ArrayList<VectorStore>();
        collections
                .apply(tenant)
                .forEach((name, knowledge) -> all.add(new VectorStore(
                        id(name),
                        -1 - all.size(),
                        since,
                        tenant.name(),
                        since,
                        new VectorStore.Settings(name, null, null, Map.of("source", "configuration")))));
        return all;
    }

    /** Null where it is none of these. */
    @Nullable
    Counts counts(VectorStore store, Tenant tenant) {
        var knowledge = store.order() < 0 ? knowledge(tenant, store.id()) : null;
        return knowledge == null ? null : new Counts(0, knowledge.stats().documents(), 0, 0, 0);
    }

    /** Throws {@link Refused} for what cannot be changed through the API. */
    void refuse(Tenant tenant, String id) {
        if (knowledge(tenant, id) != null) {
            throw Refused.of(
                            Reason.CALLER_VALUE,
                            "Vector store '" + id
                                    + "' belongs to the configuration; its documents come from its source.")
                    .at("vector_store_id");
        }
    }
}
