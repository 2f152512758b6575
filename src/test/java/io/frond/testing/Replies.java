package io.frond.testing;

import io.frond.testing.FakeProvider.Script;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Replies of a provider, good ones and all sorts of bad ones. */
public final class Replies {
    public static final String ANSWER = """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    public static final String USAGE_CHUNK = """
            {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private Replies() {}

    /** Any reply with a length, framed right. */
    public static Script reply(int status, String contentType, String body, String... headers) {
        return exchange -> exchange.send(head(
                        status,
                        Stream.concat(
                                        Stream.of(
                                                "content-type: " + contentType,
                                                "content-length: " + body.getBytes(StandardCharsets.UTF_8).length),
                                        Stream.of(headers))
                                .toArray(String[]::new))
                .appendString(body));
    }

    public static Script json(int status, String body, String... headers) {
        return reply(status, "application/json", body, headers);
    }

    /** A whole good answer. */
    public static Script answer() {
        return json(200, ANSWER);
    }

    /** The head of a stream and nothing more. */
    public static Script streamHead() {
        return exchange -> exchange.send(
                head(200, "content-type: text/event-stream; charset=utf-8", "transfer-encoding: chunked"));
    }

    /** Bytes of a stream, as one chunk. */
    public static Script bytes(String text) {
        return exchange -> exchange.chunk(text);
    }

    public static Script lastChunk() {
        return exchange -> exchange.lastChunk();
    }

    /** A whole good stream of these words, with usage where {@code usage}, ended by {@code [DONE]}. */
    public static Script stream(boolean usage, String... words) {
        return streamHead()
                .then(bytes(deltas(words) + finish() + (usage ? event(USAGE_CHUNK) : "") + done()))
                .then(lastChunk());
    }

    /** Takes the request and says nothing. */
    public static Script silence() {
        return exchange -> {};
    }

    /** Breaks the connection off. */
    public static Script cut() {
        return FakeProvider.Exchange::cut;
    }

    /** Closes the connection in order. */
    public static Script hangUp() {
        return FakeProvider.Exchange::hangUp;
    }

    public static String event(String data) {
        return "data: " + data + "\n\n";
    }

    public static String delta(String word) {
        return event(
                "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                        + word + "\"},\"finish_reason\":null}]}");
    }

    public static String deltas(String... words) {
        return Stream.of(words).map(Replies::delta).collect(Collectors.joining());
    }

    public static String finish() {
        return event(
                "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
    }

    public static String done() {
        return event("[DONE]");
    }

    /** A response head with these header lines. */
    public static Buffer head(int status, String... headers) {
        return Buffer.buffer("HTTP/1.1 " + status + " Something\r\n"
                + Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n");
    }
}
