package io.frond.faults;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one answer, strictly: what a client could stumble over is garbage. */
final class Hearing {
    private final HttpResponse<Taking> response;
    private final long began;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> models = new LinkedHashSet<>();
    private final List<String> garbage = new ArrayList<>();
    private String finish = "";
    private @Nullable JsonObject usage;
    private @Nullable JsonObject error;
    private boolean marked;

    /** @param began when the question was sent, by {@link System#nanoTime()} */
    Hearing(HttpResponse<Taking> response, long began) {
        this.response = response;
        this.began = began;
    }

    Heard listen() {
        var took = Duration.ofNanos(System.nanoTime() - began);
        var body = new String(response.body().bytes(), StandardCharsets.UTF_8);
        boolean events =
                response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        if (events) {
            body.lines().forEach(this::line);
        } else {
            body(body);
        }
        return new Heard(
                response.statusCode(),
                response.headers(),
                text.toString(),
                models,
                finish,
                usage,
                error,
                garbage,
                marked,
                response.body().broken(),
                text.isEmpty() ? null : Duration.ofNanos(response.body().firstAt() - began),
                took);
    }

    private void body(String json) {
        try {
            document(new JsonObject(json), "message");
            marked = true;
        } catch (DecodeException | ClassCastException e) {
            garbage.add(json);
        }
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith(":")) {
            return;
        }
        if (marked || !line.startsWith("data: ")) {
            garbage.add(line);
        } else if (line.equals("data: [DONE]")) {
            marked = true;
        } else {
            event(line);
        }
    }

    private void event(String line) {
        try {
            document(new JsonObject(line.substring("data: ".length())), "delta");
        } catch (DecodeException | ClassCastException e) {
            garbage.add(line);
        }
    }

    private void document(JsonObject json, String kind) {
        if (json.containsKey("error")) {
            error = json.getJsonObject("error");
            return;
        }
        models.add(json.getString("model", "none"));
        usage = json.getJsonObject("usage") == null ? usage : json.getJsonObject("usage");
        JsonArray choices = json.getJsonArray("choices");
        if (choices == null) {
            garbage.add(json.encode());
        } else if (!choices.isEmpty()) {
            choice(choices.getJsonObject(0), kind);
        }
    }

    private void choice(JsonObject choice, String kind) {
        var content = choice.getJsonObject(kind, new JsonObject()).getString("content", "");
        text.append(content);
        finish = choice.getString("finish_reason") == null ? finish : choice.getString("finish_reason");
    }
}
