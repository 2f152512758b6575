package io.frond.http;

import io.frond.gateway.Gateway;
import io.frond.model.Nearest;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Scope;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code GET /v1/models}: what the caller's key may name as {@code model}, and nothing else. */
final class Models {
    private static final int SUGGESTIONS = 3;

    private final Supplier<Gateway> gateways;

    Models(Supplier<Gateway> gateways) {
        this.gateways = gateways;
    }

    void list(Exchange exchange) {
        answer(exchange, Models::listed);
    }

    void one(Exchange exchange) {
        String id = PathCheck.rest(exchange.request().path(), "/models/");
        answer(exchange, id.isEmpty() ? Models::listed : names -> one(id, names));
    }

    /** The names may have to wait until it is known who asks. */
    private void answer(Exchange exchange, Function<List<String>, JsonObject> told) {
        var credential = Credentials.take(exchange.request().headers());
        gateways.get()
                .identify(credential, Scope.MODELS)
                .map(tenant -> told.apply(tenant.models()))
                .onComplete(said -> exchange.onLoop(() -> say(exchange, said)));
    }

    private void say(Exchange exchange, AsyncResult<JsonObject> said) {
        if (said.succeeded()) {
            exchange.json(200, said.result().toBuffer());
        } else {
            var why = exchange.why(said.cause());
            exchange.refuse(why);
            gateways.get().refused(exchange.journal(), why);
        }
    }

    private static JsonObject listed(List<String> names) {
        var data = new JsonArray();
        names.forEach(name -> data.add(model(name)));
        return new JsonObject().put("object", "list").put("data", data);
    }

    private static JsonObject one(String id, List<String> names) {
        if (!names.contains(id)) {
            throw Refused.of(Reason.CALLER_MODEL, "There is no model of this name for your key." + meant(id, names))
                    .at("model");
        }
        return model(id);
    }

    private static String meant(String id, List<String> names) {
        var near = Nearest.to(id, names, SUGGESTIONS);
        return near.isEmpty() ? "" : " Did you mean '" + String.join("' or '", near) + "'?";
    }

    private static JsonObject model(String name) {
        return new JsonObject()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "frond");
    }
}
