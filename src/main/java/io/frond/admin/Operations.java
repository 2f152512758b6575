package io.frond.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

/** What operators may see and do. The wiring knows how. */
public interface Operations {

    /** In Prometheus' text format. */
    String metrics();

    /** One object per endpoint of every backend: name, breaker state, in flight, time to first byte. */
    JsonArray endpoints();

    /** One object per knowledge: documents, chunks, share with vectors, newest change. */
    JsonArray knowledge();

    /** The JSON Schema of the configuration. */
    String schema();

    /** Reads the configuration again. Fails with a message for people where it is faulty; nothing has changed then. */
    Future<Void> reload();
}
