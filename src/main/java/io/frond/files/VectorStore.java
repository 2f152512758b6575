package io.frond.files;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector store.
 *
 * @param active when it was last used
 */
record VectorStore(String id, long order, Instant created, String tenant, Instant active, Settings settings)
        implements Kept {

    /**
     * What a client can change of it.
     *
     * @param days it expires so many days after its last use; null for never
     */
    record Settings(
            String name,
            @Nullable String description,
            @Nullable Integer days,
            Map<String, String> metadata) {

        Settings {
            metadata = Map.copyOf(metadata);
        }
    }

    static VectorStore of(JsonObject json) {
        var metadata = new LinkedHashMap<String, String>();
        json.getJsonObject("metadata").forEach(entry -> metadata.put(entry.getKey(), (String) entry.getValue()));
        return new VectorStore(
                json.getString("id"),
                json.getLong("order"),
                Seconds.read(json, "created"),
                json.getString("tenant"),
                Seconds.read(json, "active"),
                new Settings(json.getString("name"), json.getString("description"), json.getInteger("days"), metadata));
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("order", order)
                .put("created", created.getEpochSecond())
                .put("tenant", tenant)
                .put("active", active.getEpochSecond())
                .put("name", settings.name)
                .put("description", settings.description)
                .put("days", settings.days)
                .put("metadata", new JsonObject(new HashMap<>(settings.metadata)));
    }

    VectorStore with(Settings other) {
        return new VectorStore(id, order, created, tenant, active, other);
    }

    VectorStore usedAt(Instant now) {
        return new VectorStore(id, order, created, tenant, now, settings);
    }

    @Nullable
    Instant expires() {
        return settings.days == null ? null : active.plus(settings.days, ChronoUnit.DAYS);
    }

    boolean expired(Instant now) {
        var end = expires();
        return end != null && !now.isBefore(end);
    }
}
