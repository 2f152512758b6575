package io.frond.files;

import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Answers of JSON. */
final class Replies {
    private static final String JSON = "application/json";

    private Replies() {}

    static Reply json(JsonObject body) {
        return json(body, Map.of());
    }

    static Reply json(JsonObject body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", JSON);
        return new Reply.Whole(new Head(200, all), body.toBuffer(), Ending.succeeded(Usage.UNKNOWN, ""), null);
    }

    /** What is asked for again and again until it is done; says how soon. Clients' own pause is seconds. */
    static Reply polled(JsonObject body) {
        boolean running = "in_progress".equals(body.getString("status"));
        return json(body, running ? Map.of("openai-poll-after-ms", "200") : Map.of());
    }

    static Reply deleted(String id, String object) {
        return json(new JsonObject().put("id", id).put("object", object).put("deleted", true));
    }
}
