package io.frond.cache;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a kept chat answer says, whether it came whole or as events. Not for event loops: it reads the whole body. */
final class AnswerText {
    private static final String DATA = "data:";

    private AnswerText() {}

    /** Empty where it says nothing or cannot be read. */
    static String of(Kept kept) {
        try {
            var body = kept.body().toString();
            return kept.streamed() ? events(body) : part(new JsonObject(body), "message");
        } catch (DecodeException | ClassCastException unread) {
            return "";
        }
    }

    private static String events(String body) {
        var text = new StringBuilder();
        body.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()).strip())
                .filter(data -> data.startsWith("{"))
                .forEach(data -> text.append(part(new JsonObject(data), "delta")));
        return text.toString();
    }

    private static String part(JsonObject reply, String name) {
        JsonArray choices = reply.getJsonArray("choices");
        JsonObject first = choices == null || choices.isEmpty() ? null : choices.getJsonObject(0);
        return content(first == null ? null : first.getJsonObject(name));
    }

    private static String content(@Nullable JsonObject message) {
        var content = message == null ? null : message.getString("content");
        return content == null ? "" : content;
    }
}
