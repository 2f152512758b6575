package io.frond.cache;

import io.frond.model.Source;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A finished answer as it went to the client.
 *
 * @param headers those that describe the body itself; nothing of the connection or the call that fetched it
 * @param body every byte, of a stream all its events in one
 * @param streamed whether it is replayed as events
 * @param finish the {@code finish_reason}
 * @param sources what it was made from; it is used only while all are current
 * @param ttl it is kept for, from its last byte
 */
public record Kept(
        Map<String, String> headers, Buffer body, boolean streamed, String finish, List<Source> sources, Duration ttl) {

    public Kept {
        headers = Map.copyOf(headers);
        sources = List.copyOf(sources);
    }

    /** Answers stay out of logs. */
    @Override
    public String toString() {
        return "Kept[" + body.length() + " bytes, " + sources.size() + " sources]";
    }
}
