package io.frond.sdk;

import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.reply;
import static io.frond.testing.Replies.silence;
import static io.frond.testing.Replies.streamHead;

import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One thing that happens between a client and the model: what the provider does, how Frond is set up for it, and what
 * must be known behind Frond afterwards. What the client must see stands with each client.
 *
 * <p>Each scene has a backend of its own, of its own name, so that no breaker and no retry budget joins two of them.
 */
@SuppressWarnings("ImmutableEnumChecker") // scripts and checks hold no state
enum Scene {
    CHAT("asks and is answered", Known::once, json(200, Said.answer(Said.TEXT), "x-own: 1")),
    STREAM("reads a stream", Known::once, streamed(Said.streamed() + Said.usage() + Said.done())),
    STREAM_USAGE("gets the usage of a stream", Known::once, streamed(Said.streamed() + Said.usage() + Said.done())),
    TOOL(
            "calls a tool and hands in its result",
            Known::toolResult,
            json(200, Said.toolCalls(1)),
            json(200, Said.answer("It rains in Zürich."))),
    TOOLS_PARALLEL("is asked for two tools at once", Known::once, json(200, Said.toolCalls(2))),
    TOOLS_STREAM("puts streamed tool calls together", Known::once, streamed(Said.streamedToolCalls() + Said.done())),
    STRUCTURED("asks for JSON by a schema", Known::schema, json(200, Said.answer("{\"city\":\"Zürich\",\"days\":2}"))),
    LOGPROBS("sees how likely each token was", Known::logprobs, json(200, Said.withLogprobs())),
    CHOICES("gets two choices", Known::twoChoices, json(200, Said.twoChoices())),
    CHOICES_STREAM(
            "reads two choices from one stream", Known::twoChoices, streamed(Said.twoStreamedChoices() + Said.done())),
    IMAGE("sends a picture, every byte of it", Known::picture, json(200, Said.answer("seen"))),
    AUDIO("sends a recording, every byte of it", Known::recording, json(200, Said.answer("heard"))),
    WRONG_KEY("is refused with a wrong key", Known::nothing, silence()),
    WRONG_MODEL("is refused with a wrong model", Known::nothing, silence()),
    REFUSED("reads why the model refuses the request", Known::once, json(400, Said.TOO_LONG)),
    REFUSED_STREAM("reads why the model refuses the stream", Known::once, json(400, Said.TOO_LONG)),
    LIMITED(
            "waits as it is told and comes again",
            "retry: { attempts: 0 }",
            Known::cameAgain,
            json(429, "{}", "retry-after-ms: 300"),
            json(200, Said.answer(Said.TEXT))),
    FAILS_TWICE(
            "sees nothing of two failures of the model",
            Known::thirdTry,
            json(500, "{}"),
            json(500, "{}"),
            json(200, Said.answer(Said.TEXT))),
    FAILS("does not come again where that is no use", Known::thirdTry, json(500, "{}")),
    SILENT("hears that the model is silent", "timeout: { total: 300ms }", Known::once, silence()),
    PAGE("is told of a page that is no answer", "retry: { attempts: 0 }", Known::once, page()),
    SHORT("is told of an answer that breaks off", "retry: { attempts: 0 }", Known::once, halfAnAnswer()),
    STREAM_CUT("fails where a stream is cut", Known::once, begun().then(Duration.ofMillis(50), cut())),
    STREAM_ENDED("fails where a stream ends without its end", Known::once, begun().then(lastChunk())),
    STREAM_ERROR(
            "fails where a stream breaks off with an error",
            Known::once,
            begun().then(bytes("data: {\"error\":{\"message\":\"out of memory\"}}\n\n"))
                    .then(lastChunk())),
    TIMES_OUT("has had enough, and the model hears of it", Known::left, silence()),
    LEAVES_BEFORE_ANSWER("leaves before the answer, and the model hears of it", Known::left, silence()),
    LEAVES_BEFORE_STREAM("leaves before the stream, and the model hears of it", Known::left, silence()),
    LEAVES_WITHIN_STREAM("leaves within a stream, and the model hears of it", Known::left, begun());

    private static final int PIECE = 61;

    private final String sentence;
    private final String options;
    private final Consumer<Known> check;
    private final List<Script> scripts;

    Scene(String sentence, String options, Consumer<Known> check, Script... scripts) {
        this.sentence = sentence;
        this.options = options;
        this.check = check;
        this.scripts = List.of(scripts);
    }

    Scene(String sentence, Consumer<Known> check, Script... scripts) {
        this(sentence, "", check, scripts);
    }

    /** Continues the client's name: "openai reads a stream". */
    String sentence() {
        return sentence;
    }

    /** The model that the client asks for, and what its scripts call the scene. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Scene of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** @param upstream where the provider plays this scene */
    String backend(String upstream) {
        return "  " + key() + ": { url: \"" + upstream + "\"" + (options.isEmpty() ? "" : ", " + options) + " }\n";
    }

    /** What the provider does with its request of this number, from 0. */
    Script script(int number) {
        return scripts.get(Math.min(number, scripts.size() - 1));
    }

    void check(Known known) {
        check.accept(known);
    }

    /** In pieces that split characters and events, as networks do. */
    private static Script streamed(String events) {
        var all = Buffer.buffer(events);
        Script script = streamHead();
        for (int at = 0; at < all.length(); at += PIECE) {
            var piece = all.getBuffer(at, Math.min(at + PIECE, all.length()));
            script = script.then(exchange -> exchange.chunk(piece));
        }
        return script.then(lastChunk());
    }

    private static Script begun() {
        return streamHead().then(bytes(Replies.deltas("Thirty ", "days")));
    }

    private static Script page() {
        return reply(200, "text/html", "<html>It works!</html>");
    }

    private static Script halfAnAnswer() {
        var whole = Said.answer(Said.TEXT);
        int length = whole.getBytes(StandardCharsets.UTF_8).length;
        return exchange -> exchange.send(
                        Replies.head(200, "content-type: application/json", "content-length: " + length))
                .send(whole.substring(0, whole.length() / 2))
                .hangUp();
    }
}
