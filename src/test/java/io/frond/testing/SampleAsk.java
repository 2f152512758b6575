package io.frond.testing;

import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation;
import io.frond.model.Span;
import io.frond.model.Wishes;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** A chat request without the scanner: the body is given, the fields are set by hand. */
public final class SampleAsk {
    private Buffer body =
            Buffer.buffer("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
    private boolean stream;
    private boolean tools;
    private Double temperature;
    private Wishes wishes = Wishes.NONE;
    private Map<String, String> headers = Map.of();
    private Caller caller = new Caller();
    private String question = "hello";
    private String model = "auto";
    private Long longest;
    private Span content = new Span(0, 0);

    public SampleAsk body(String json) {
        body = Buffer.buffer(json);
        return this;
    }

    public SampleAsk body(Buffer json) {
        body = json;
        return this;
    }

    public SampleAsk model(String name) {
        model = name;
        return this;
    }

    /** Bounds the answer; null leaves it open. */
    public SampleAsk longest(Long tokens) {
        longest = tokens;
        return this;
    }

    public SampleAsk question(String text) {
        question = text;
        return this;
    }

    /** The question, in a body whose place of it is known. It needs no escapes. */
    public SampleAsk asking(String text) {
        var front = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":";
        body = Buffer.buffer(front + "\"" + text + "\"}]}");
        content = new Span(front.length(), front.length() + text.length() + 2);
        question = text;
        return this;
    }

    public SampleAsk stream() {
        stream = true;
        return this;
    }

    public SampleAsk tools() {
        tools = true;
        return this;
    }

    public SampleAsk temperature(double value) {
        temperature = value;
        return this;
    }

    public SampleAsk wishes(Wishes other) {
        wishes = other;
        return this;
    }

    public SampleAsk headers(Map<String, String> lowerCase) {
        headers = lowerCase;
        return this;
    }

    public SampleAsk caller(Caller other) {
        caller = other;
        return this;
    }

    public Ask build() {
        var nowhere = new Span(0, 0);
        var messages = List.of(new Message("user", question, content));
        var fields = new Fields(
                model,
                nowhere,
                false,
                stream,
                null,
                false,
                messages,
                tools,
                false,
                temperature,
                null,
                null,
                null,
                longest,
                1,
                new Span(0, body.length()));
        var given = headers;
        return new Ask(
                "req-1",
                Operation.CHAT,
                body,
                fields,
                wishes,
                name -> given.get(name.toLowerCase(java.util.Locale.ROOT)),
                caller);
    }

    /** Its prompt's tokens, four bytes each. */
    public static long tokens(Ask ask) {
        return Math.ceilDiv(ask.body().length(), 4);
    }
}
