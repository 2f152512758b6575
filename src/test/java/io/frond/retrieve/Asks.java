package io.frond.retrieve;

import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation;
import io.frond.model.Span;
import io.frond.model.Wishes;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests as the scanner would hand them on. */
final class Asks {
    private Asks() {}

    /** One user message whose content is {@code content}, the JSON value as it stands in the body. */
    static Ask user(String before, String content, String after, String text) {
        int from = before.getBytes(StandardCharsets.UTF_8).length;
        int to = from + content.getBytes(StandardCharsets.UTF_8).length;
        return of(before + content + after, List.of(new Message("user", text, new Span(from, to))));
    }

    /** A user message with a string content. */
    static Ask asking(String question) {
        return user("{\"messages\":[{\"role\":\"user\",\"content\":", "\"" + question + "\"", "}]}", question);
    }

    static Ask of(String body, List<Message> messages) {
        var bytes = Buffer.buffer(body);
        var fields = new Fields(
                "auto",
                new Span(0, 0),
                false,
                false,
                null,
                false,
                messages,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                1,
                new Span(0, bytes.length()));
        return new Ask("id", Operation.CHAT, bytes, fields, Wishes.NONE, name -> null, new Caller());
    }
}
