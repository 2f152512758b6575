package io.frond.files;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was uploaded.
 *
 * @param name as the client called it, without folders
 * @param bytes its size
 * @param expires when it is gone by itself; null for never
 */
record StoredFile(
        String id,
        long order,
        Instant created,
        String tenant,
        String name,
        String purpose,
        long bytes,
        @Nullable Instant expires)
        implements Kept {

    static StoredFile of(JsonObject json) {
        return new StoredFile(
                json.getString("id"),
                json.getLong("order"),
                Seconds.read(json, "created"),
                json.getString("tenant"),
                json.getString("name"),
                json.getString("purpose"),
                json.getLong("bytes"),
                Seconds.readNullable(json, "expires"));
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("order", order)
                .put("created", created.getEpochSecond())
                .put("tenant", tenant)
                .put("name", name)
                .put("purpose", purpose)
                .put("bytes", bytes)
                .put("expires", Seconds.of(expires));
    }

    boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** The name under which collections know it; the file's name in it tells its format and titles its chunks. */
    String document() {
        return id + "/" + name;
    }

    /** The id within such a name. */
    static String id(String document) {
        return document.substring(0, document.indexOf('/'));
    }
}
