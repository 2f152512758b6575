package io.frond.faults;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one answer to its end, strictly: what a client could stumble over is garbage. */
final class Hearing {
    private final HttpResponse<InputStream> response;
    private final long began;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> models = new LinkedHashSet<>();
    private final List<String> garbage = new ArrayList<>();
    private String finish = "";
    private @Nullable JsonObject usage;
    private @Nullable JsonObject error;
    private @Nullable Duration firstToken;
    private boolean marked;
    private boolean broken;

    /** @param began when the question was sent, by {@link System#nanoTime()} */
    Hearing(HttpResponse<InputStream> response, long began) {
        this.response = response;
        this.began = began;
    }

    Heard listen() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            boolean events =
                    response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
            if (events) {
                lines.lines().forEach(this::line);
            } else {
                body(String.join("\n", lines.lines().toList()));
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            broken = true;
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
                broken,
                firstToken,
                since());
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
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
        if (firstToken == null && !content.isEmpty()) {
            firstToken = since();
        }
        text.append(content);
        finish = choice.getString("finish_reason") == null ? finish : choice.getString("finish_reason");
    }
}
