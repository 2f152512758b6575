package io.frond.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What operators may ask of decisions. The wiring knows the answers. */
public interface Deciding {

    /** A decision of late with all that it rests on; null where none of this id is remembered. */
    @Nullable
    JsonObject decision(String id);

    /**
     * What would be decided about a question just now; no model is called, nothing is remembered. Fails with {@link
     * io.frond.model.Declined} where there is no such tenant.
     *
     * @param tenant null for the only one there is
     */
    Future<JsonObject> classify(String question, @Nullable String tenant);

    /**
     * How well a tenant's examples can be told apart. Fails as {@link #classify}, and where there are no examples.
     *
     * @param tenant null for the only one there is
     */
    Future<JsonObject> report(@Nullable String tenant);
}
