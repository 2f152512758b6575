package io.frond.files;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as OpenAI writes them: whole seconds. */
final class Seconds {
    private Seconds() {}

    static @Nullable Long of(@Nullable Instant moment) {
        return moment == null ? null : moment.getEpochSecond();
    }

    static Instant read(JsonObject json, String key) {
        return Instant.ofEpochSecond(json.getLong(key));
    }

    static @Nullable Instant readNullable(JsonObject json, String key) {
        Long seconds = json.getLong(key);
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }
}
