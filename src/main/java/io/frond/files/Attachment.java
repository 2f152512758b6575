package io.frond.files;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file in a vector store.
 *
 * @param id the file's
 * @param batch with which it came; null where it came alone
 * @param revision of its terms: whatever is said anew has a higher one than all before
 * @param cancelled it was taken back before it could be searched
 */
record Attachment(
        String id,
        long order,
        Instant created,
        String store,
        @Nullable String batch,
        Terms terms,
        long revision,
        boolean cancelled)
        implements Kept {

    /**
     * How it is indexed.
     *
     * @param attributes to filter by: String, Double or Boolean
     */
    record Terms(Map<String, Object> attributes, Chunking chunking) {

        Terms {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * How it is cut.
     *
     * @param tokens of a chunk at most
     * @param overlap tokens that two neighbours share
     */
    record Chunking(int tokens, int overlap) {
        static final Chunking AUTO = new Chunking(800, 400);
    }

    static Attachment of(JsonObject json) {
        return new Attachment(
                json.getString("id"),
                json.getLong("order"),
                Seconds.read(json, "created"),
                json.getString("store"),
                json.getString("batch"),
                new Terms(
                        attributes(json.getJsonObject("attributes")),
                        new Chunking(json.getInteger("tokens"), json.getInteger("overlap"))),
                json.getLong("revision"),
                json.getBoolean("cancelled", false));
    }

    private static Map<String, Object> attributes(JsonObject json) {
        var attributes = new LinkedHashMap<String, Object>();
        json.forEach(entry -> attributes.put(
                entry.getKey(), entry.getValue() instanceof Number number ? number.doubleValue() : entry.getValue()));
        return attributes;
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("order", order)
                .put("created", created.getEpochSecond())
                .put("store", store)
                .put("batch", batch)
                .put("attributes", new JsonObject(new HashMap<>(terms.attributes)))
                .put("tokens", terms.chunking.tokens)
                .put("overlap", terms.chunking.overlap)
                .put("revision", revision)
                .put("cancelled", cancelled);
    }

    Attachment with(Map<String, Object> attributes, long later) {
        var other = new Terms(attributes, terms.chunking);
        return new Attachment(id, order, created, store, batch, other, later, cancelled);
    }

    Attachment cancel() {
        return new Attachment(id, order, created, store, batch, terms, revision, true);
    }
}
