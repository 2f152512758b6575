package io.frond.admin;

import io.frond.upstream.Order;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What operators may see and do. The wiring knows how. */
public interface Operations {

    /** In Prometheus' text format. */
    String metrics();

    /** One object per endpoint of every backend: name, breaker state, in flight, time to first byte. */
    JsonArray endpoints();

    /** Tells one endpoint what to do and gives its new state; null where there is none of this name. */
    @Nullable
    JsonObject tell(String endpoint, Order order);

    /** One object per knowledge: documents, chunks, share with vectors, newest change. */
    JsonArray knowledge();

    /** The JSON Schema of the configuration. */
    String schema();

    /** Reads the configuration again. Fails with a message for people where it is faulty; nothing has changed then. */
    Future<Void> reload();
}
