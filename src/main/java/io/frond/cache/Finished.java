package io.frond.cache;

import io.frond.model.Ask;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.frond.model.Served;
import io.frond.model.Tenant;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of which the last byte has passed.
 *
 * @param streamed whether it came as events
 * @param served who gave it; null where nobody was asked
 */
record Finished(
        Head head,
        Buffer body,
        boolean streamed,
        Ending ending,
        Provenance provenance,
        @Nullable Served served) {

    /** Headers that tell about the body; all others belong to the call that fetched it. */
    private static final List<String> HEADERS = List.of("content-type", "x-frond-simulated");

    /** Whether another backend gave it than the one that was meant. */
    boolean standIn() {
        return served != null && !served.passed().isEmpty();
    }

    /** Whose it is, as an answer to this request of the tenant. */
    Origin origin(Tenant tenant, Ask ask, String request) {
        var asked = ask.fields().model();
        var model = served == null || served.model().isEmpty() ? asked : served.model();
        return new Origin(tenant.name(), model, request);
    }

    /** As it is kept: a copy, since the bytes here belong to the connection they came on. */
    Kept kept(Origin origin, Duration ttl) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", head.contentType());
        for (String name : HEADERS) {
            var value = head.headers().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        var bare = new Head(head.status(), headers);
        return new Kept(origin, bare, body.copy(), streamed, ending.finish(), provenance, ttl);
    }
}
