package io.frond.cache;

import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An answer of which the last byte has passed.
 *
 * @param streamed whether it came as events
 * @param standIn whether another backend gave it than the one that was meant
 */
record Finished(Head head, Buffer body, boolean streamed, Ending ending, Provenance provenance, boolean standIn) {

    /** Headers that tell about the body; all others belong to the call that fetched it. */
    private static final List<String> HEADERS = List.of("content-type", "x-frond-simulated");

    /** As it is kept: a copy, since the bytes here belong to the connection they came on. */
    Kept kept(String request, Duration ttl) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", head.contentType());
        for (String name : HEADERS) {
            var value = head.headers().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        var bare = new Head(head.status(), headers);
        return new Kept(request, bare, body.copy(), streamed, ending.finish(), provenance, ttl);
    }
}
