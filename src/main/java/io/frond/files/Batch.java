package io.frond.files;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Files that were put into a vector store together. */
record Batch(String id, long order, Instant created, String store, boolean cancelled) implements Kept {

    static Batch of(JsonObject json) {
        return new Batch(
                json.getString("id"),
                json.getLong("order"),
                Seconds.read(json, "created"),
                json.getString("store"),
                json.getBoolean("cancelled", false));
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("order", order)
                .put("created", created.getEpochSecond())
                .put("store", store)
                .put("cancelled", cancelled);
    }

    Batch cancel() {
        return new Batch(id, order, created, store, true);
    }
}
