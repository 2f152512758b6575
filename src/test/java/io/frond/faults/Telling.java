package io.frond.faults;

import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.head;

import io.frond.testing.FakeProvider.Exchange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One answer on its way out of a simulated model, event by event. Runs on the provider's event loop. */
public final class Telling {
    private final Exchange exchange;
    private final ModelService service;
    private final JsonObject asked;
    private final Answer answer;

    Telling(Exchange exchange, ModelService service) {
        this.exchange = exchange;
        this.service = service;
        this.asked = new JsonObject(exchange.request().body());
        this.answer = new Answer(question());
    }

    private JsonArray messages() {
        return asked.getJsonArray("messages");
    }

    private String question() {
        return messages().stream()
                .map(JsonObject.class::cast)
                .filter(message -> "user".equals(message.getString("role")))
                .map(message -> message.getString("content"))
                .findFirst()
                .orElseThrow();
    }

    /** What the request has the assistant begin with; null where the answer is to begin at its beginning. */
    @Nullable
    String prefill() {
        var last = messages().getJsonObject(messages().size() - 1);
        return "assistant".equals(last.getString("role")) ? last.getString("content") : null;
    }

    private int begin() {
        var prefill = prefill();
        return prefill == null ? 0 : Math.max(0, answer.after(prefill));
    }

    /** All of it, in the form that was asked for. */
    public void whole() {
        if (asked.getBoolean("stream", false)) {
            streamed(Answer.TOKENS, this::finish);
        } else {
            body(
                    200,
                    document("chat.completion", "message", answer.text(), "stop")
                            .put("usage", usage()));
        }
    }

    /** The head, and the tokens before this place; then something else. */
    public void streamed(int to, Runnable then) {
        begun();
        tokens(begin(), to, then);
    }

    /** The head of a stream. */
    public void begun() {
        exchange.send(head(200, "content-type: text/event-stream", "transfer-encoding: chunked"));
    }

    public void tokens(int from, int to, Runnable then) {
        if (from >= to) {
            then.run();
            return;
        }
        exchange.chunk(event(chunk(answer.token(from), null).encode()));
        later(service.pause(), () -> tokens(from + 1, to, then));
    }

    /** Why it ended, what it cost, that it is over. */
    public void finish() {
        exchange.chunk(last() + done()).lastChunk();
    }

    /** Why it ended and what it cost. */
    String last() {
        var usage = chunk("", null).put("choices", new JsonArray()).put("usage", usage());
        return event(chunk("", "stop").encode()) + event(usage.encode());
    }

    public void later(Duration pause, Runnable what) {
        exchange.later(pause, what);
    }

    void raw(Buffer bytes) {
        exchange.chunk(bytes);
    }

    private JsonObject chunk(String content, @Nullable String finish) {
        return document("chat.completion.chunk", "delta", content, finish);
    }

    private JsonObject document(String object, String kind, String content, @Nullable String finish) {
        var said = new JsonObject().put("role", "assistant").put("content", content);
        return new JsonObject()
                .put("id", "c-" + answer.nonce())
                .put("object", object)
                .put("model", service.model())
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put(kind, said)
                                        .put("finish_reason", finish)));
    }

    private JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", service.promptTokens())
                .put("completion_tokens", Answer.TOKENS)
                .put("total_tokens", service.promptTokens() + Answer.TOKENS);
    }

    private void body(int status, JsonObject json) {
        var bytes = json.toBuffer();
        exchange.send(head(status, "content-type: application/json", "content-length: " + bytes.length())
                .appendBuffer(bytes));
    }
}
