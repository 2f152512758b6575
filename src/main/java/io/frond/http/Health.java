package io.frond.http;

import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;

/** What orchestrators ask. No key is needed, no model is called, and nothing is told but yes or no. */
final class Health {
    private final Draining draining;
    private final BooleanSupplier ready;

    Health(Draining draining, BooleanSupplier ready) {
        this.draining = draining;
        this.ready = ready;
    }

    /** The process serves: restart it when this fails. */
    void live(Exchange exchange) {
        say(exchange, 200, "ok");
    }

    /** Requests may be sent here. */
    void ready(Exchange exchange) {
        if (draining.begun()) {
            say(exchange, 503, "stopping");
        } else if (!ready.getAsBoolean()) {
            say(exchange, 503, "not ready");
        } else {
            say(exchange, 200, "ok");
        }
    }

    private static void say(Exchange exchange, int status, String what) {
        exchange.response().putHeader("cache-control", "no-store");
        exchange.json(status, new JsonObject().put("status", what).toBuffer());
    }
}
