package io.frond.demo;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** How a simulated endpoint behaves just now, and what it has seen. Owned by its event loop. */
final class Behaviour {
    private static final Set<String> FIELDS = Set.of("failing", "latency_ms");
    private static final int LONGEST_LATENCY = 60_000;

    private final long token;
    private long latency;
    private boolean failing;
    private long requests;
    private int streams;

    Behaviour(SimulatedEndpoint.Pace pace) {
        this.latency = pace.latency();
        this.token = pace.token();
    }

    /** @throws Refused where the order makes no sense; nothing is changed then */
    void change(Buffer body) {
        var order = ChatRequest.object(body);
        boolean fail = failing(order);
        long wait = latency(order);
        for (String field : order.fieldNames()) {
            if (!FIELDS.contains(field)) {
                throw ChatRequest.invalid("Only failing and latency_ms can be set here.", field);
            }
        }
        failing = fail;
        latency = wait;
    }

    private boolean failing(JsonObject order) {
        return switch (order.getValue("failing")) {
            case null -> failing;
            case Boolean wanted -> wanted;
            default -> throw ChatRequest.invalid("failing must be true or false.", "failing");
        };
    }

    private long latency(JsonObject order) {
        var value = order.getValue("latency_ms");
        if (value == null) {
            return latency;
        }
        if (value instanceof Integer wanted && wanted >= 0 && wanted <= LONGEST_LATENCY) {
            return wanted;
        }
        throw ChatRequest.invalid("latency_ms must be a whole number from 0 to " + LONGEST_LATENCY + ".", "latency_ms");
    }

    /** Fails with {@link Refused} while the endpoint is told to fail. */
    Future<Void> willing() {
        return failing
                ? Future.failedFuture(broken("This simulated endpoint was told to fail."))
                : Future.succeededFuture();
    }

    static Refused broken(String sentence) {
        return Refused.of(Reason.INTERNAL, sentence);
    }

    /** The number of this request, from 1. */
    long arrived() {
        return ++requests;
    }

    void opened() {
        streams++;
    }

    void closed() {
        streams--;
    }

    long latency() {
        return latency;
    }

    long token() {
        return token;
    }

    JsonObject state() {
        return new JsonObject()
                .put("failing", failing)
                .put("latency_ms", latency)
                .put("requests", requests)
                .put("open_streams", streams);
    }
}
