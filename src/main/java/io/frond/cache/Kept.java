package io.frond.cache;

import io.frond.model.Provenance;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;

/**
 * A finished answer as it went to the client.
 *
 * @param headers those that describe the body itself; nothing of the connection or the call that fetched it
 * @param body every byte, of a stream all its events in one
 * @param streamed whether it is replayed as events
 * @param finish the {@code finish_reason}
 * @param provenance what it was made from; it is used only while all its sources are current
 * @param ttl it is kept for, from its last byte
 */
public record Kept(
        Map<String, String> headers,
        Buffer body,
        boolean streamed,
        String finish,
        Provenance provenance,
        Duration ttl) {

    public Kept {
        headers = Map.copyOf(headers);
    }

    /** Answers stay out of logs. */
    @Override
    public String toString() {
        return "Kept[" + body.length() + " bytes, " + provenance.sources().size() + " sources]";
    }
}
