package io.frond.admin;

import io.frond.upstream.Order;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What operators may see and do. The wiring knows how. */
public interface Operations {

    /** One object per backend: what it is, and its endpoints. */
    JsonArray backends();

    /** One object per endpoint of every backend: name, breaker state, in flight, time to first byte. */
    JsonArray endpoints();

    /** Tells one endpoint what to do and gives its new state; null where there is none of this name. */
    @Nullable
    JsonObject tell(String endpoint, Order order);

    /** One object per knowledge: documents, chunks, share with vectors, newest change. */
    JsonArray knowledge();

    /** The same of one, with its failed documents and why; null where there is none of this name. */
    @Nullable
    JsonObject knowledge(String name);
}
