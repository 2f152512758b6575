package io.frond.admin;

import io.frond.model.Clock;
import io.frond.observe.LogWriter;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** One JSON object per deed; {@code "kind":"audit"} tells it from the lines of requests where both go the same way. */
public final class JsonAudit implements Audit {
    private static final int REFUSED = 400;

    private final Clock clock;
    private final LogWriter writer;

    public JsonAudit(Clock clock, LogWriter writer) {
        this.clock = clock;
        this.writer = writer;
    }

    @Override
    public void write(Line line) {
        var json = new JsonObject()
                .put("ts", clock.now().toString())
                .put("kind", "audit")
                .put("request_id", line.requestId())
                .put("who", line.who())
                .put("from", line.from())
                .put("what", line.what());
        if (!line.detail().isEmpty()) {
            json.put("detail", line.detail());
        }
        json.put("status", line.status()).put("result", line.status() < REFUSED ? "done" : "refused");
        byte[] bytes = (json.encode() + '\n').getBytes(StandardCharsets.UTF_8);
        writer.write(bytes, bytes.length);
    }
}
