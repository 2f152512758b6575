package io.frond.fidelity;

import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.delta;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.finish;
import static io.frond.testing.Replies.hangUp;
import static io.frond.testing.Replies.head;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.reply;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningProgram;
import io.frond.http.Raw;
import io.frond.testing.Eventually;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of the whole program sees when the provider breaks: never something that looks like an answer. */
class BrokenUpstreamTest {
    private static final Duration MOMENT = Duration.ofMillis(30);
    private static final String YAML = """
            version: 1
            server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
            cache: off
            backends:
              main:
                url: "${ONE}"
                retry: { attempts: 0 }
                breaker: { consecutive: 1000, min_calls: 100000 }
                timeout: { first_token: 500ms, total: 500ms, idle: 500ms }
            tenants:
              many: { keys: [{ name: k, hash: "${MANY}" }] }
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String JSON = OK + "content-type: application/json\r\n";
    private static final String HALF = Replies.ANSWER.substring(0, 60);
    private static final String WHOLE_STREAM = deltas("Hel", "lo") + finish() + done();

    /** Answers that were asked for as a whole. */
    static final List<Named<Script>> NO_ANSWERS = List.of(
            Named.of("a page", reply(200, "text/html", "<html>10.0.0.7</html>")),
            Named.of("a text", reply(200, "text/plain", "upstream connect error at 10.0.0.7")),
            Named.of("half of its JSON", json(200, HALF)),
            Named.of("JSON and a rest", json(200, Replies.ANSWER + "}")),
            Named.of("two answers", json(200, Replies.ANSWER + "\n" + Replies.ANSWER)),
            Named.of("a string", json(200, "\"overloaded\"")),
            Named.of("null", json(200, "null")),
            Named.of("nothing", json(200, "")),
            Named.of("blank lines", json(200, "\n\n\n")),
            Named.of("bytes that are no text", x -> x.send(JSON + "content-length: 9\r\n\r\n")
                    .send(Buffer.buffer()
                            .appendString("{\"a\":\"")
                            .appendBytes(new byte[] {(byte) 0xff})
                            .appendString("\"}"))),
            Named.of("no content", x -> x.send("HTTP/1.1 204 No Content\r\n\r\n")),
            Named.of("an error", json(200, "{\"error\":{\"message\":\"at http://10.0.0.7/v1\"}}")),
            Named.of("gzip", json(200, Replies.ANSWER, "content-encoding: gzip")),
            Named.of("gzip unannounced", x -> x.send(head(200, "content-type: application/json", "connection: close"))
                    .send(gzip(Replies.ANSWER))
                    .hangUp()),
            Named.of("short of its length", x -> x.send(JSON + "content-length: 5000\r\n\r\n" + Replies.ANSWER)
                    .hangUp()),
            Named.of("half without a length", x -> x.send(JSON + "\r\n" + HALF).hangUp()),
            Named.of("whole chunks but not the last", x -> x.send(JSON + "transfer-encoding: chunked\r\n\r\n")
                    .chunk(Replies.ANSWER)
                    .hangUp()),
            Named.of("half and a reset", x -> {
                x.send(JSON + "content-length: 5000\r\n\r\n" + HALF);
                x.later(MOMENT, x::cut);
            }),
            Named.of("a chunk of no length", x -> x.send(JSON + "transfer-encoding: chunked\r\n\r\nzz\r\n" + HALF)),
            Named.of(
                    "a chunk longer than it says",
                    x -> x.send(JSON + "transfer-encoding: chunked\r\n\r\n5\r\n" + Replies.ANSWER + "\r\n0\r\n\r\n")),
            Named.of("a negative length", x -> x.send(JSON + "content-length: -5\r\n\r\n" + Replies.ANSWER)),
            Named.of("two lengths", x -> x.send(JSON + "content-length: 5\r\ncontent-length: 6\r\n\r\n{\"a\":1}")),
            Named.of("no status", x -> x.send("HTTP/1.1 OK\r\n\r\n" + Replies.ANSWER)
                    .hangUp()),
            Named.of("no HTTP", x -> x.send(Replies.ANSWER).hangUp()),
            Named.of("an endless head", x -> x.send(OK + "x: " + "y".repeat(100_000) + "\r\n\r\n")),
            Named.of("only its head", x -> x.send(JSON + "content-length: 5\r\n\r\n")),
            Named.of("a stream", Replies.stream(true, "Hi")),
            Named.of("a redirect", json(302, "", "location: http://10.0.0.7/")));

    /** Streams that break before their first event is whole. */
    static final List<Named<Script>> NO_STREAMS = List.of(
            Named.of("a page", reply(200, "text/html", "<html>10.0.0.7</html>")),
            Named.of("a whole answer", Replies.answer()),
            Named.of("no content type", x -> x.send(OK + "connection: close\r\n\r\n" + WHOLE_STREAM)
                    .hangUp()),
            Named.of("gzip", reply(200, "text/event-stream", WHOLE_STREAM, "content-encoding: gzip")),
            Named.of("gzip unannounced", x -> x.send(head(200, "content-type: text/event-stream", "connection: close"))
                    .send(gzip(WHOLE_STREAM))
                    .hangUp()),
            Named.of("nothing", streamHead().then(lastChunk())),
            Named.of("nothing and a reset", streamHead().then(MOMENT, cut())),
            Named.of(
                    "half an event",
                    streamHead().then(bytes(delta("Hi").substring(0, 40))).then(MOMENT, hangUp())),
            Named.of("garbage", streamHead().then(bytes("data: garbage\n\n")).then(lastChunk())),
            Named.of("an error", streamHead().then(bytes(event("{\"error\":{\"message\":\"at 10.0.0.7\"}}")))),
            Named.of("only its head", streamHead()));

    /** Streams that break behind their first event. */
    static final List<Named<Script>> CUT_STREAMS = List.of(
            Named.of("a clean end", bytes("").then(lastChunk())),
            Named.of("a reset", cut()),
            Named.of("a close", hangUp()),
            Named.of(
                    "half an event and a clean end",
                    bytes("data: {\"choices\":[{\"ind").then(lastChunk())),
            Named.of(
                    "half an event and a reset",
                    bytes("data: {\"choices\":[{\"ind").then(MOMENT, cut())),
            Named.of(
                    "half a word",
                    bytes("data: {\"choices\":[{\"delta\":{\"content\":\"\\u00").then(hangUp())),
            Named.of(
                    "half of a huge event",
                    bytes("data: {\"x\":\"" + "y".repeat(200_000)).then(MOMENT, cut())),
            Named.of("half the marker", bytes("data: [DO").then(lastChunk())),
            Named.of("a chunk without a length", x -> x.send("oops\r\n" + finish() + done())),
            Named.of("a chunk longer than it says", x -> x.send("5\r\n" + finish() + done() + "\r\n0\r\n\r\n")),
            Named.of("half a chunk", x -> x.send("ffff\r\n" + delta("lo")).hangUp()),
            Named.of(
                    "an error",
                    bytes(event("{\"error\":{\"message\":\"at http://10.0.0.7/v1\"}}") + finish() + done())),
            Named.of("an error of another name", bytes("event: error\ndata: {\"x\":1}\n\n" + finish() + done())),
            Named.of("silence", Replies.silence()));

    private static RunningProgram program;

    @BeforeAll
    static void start() {
        program = new RunningProgram(YAML, Path.of("."));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("NO_ANSWERS")
    void thereIsNoAnswer(Script broken) {
        refused(broken, "");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("NO_STREAMS")
    void aStreamThatNeverBeganIsNoStream(Script broken) {
        refused(broken, ",\"stream\":true");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("CUT_STREAMS")
    void aBrokenStreamEndsInAnErrorAndABrokenConnection(Script broken) {
        program.one.instead(streamHead().then(bytes(delta("Hel"))).then(MOMENT, broken));
        try (var client = new Raw(program.port())) {
            ask(",\"stream\":true", client);
            assertThat(client.head().status()).isEqualTo(200);
            var seen = client.rest();
            assertThat(seen)
                    .contains(delta("Hel"))
                    .contains("\n\n\r\n", "data: {\"error\":{", "\"code\":\"stream_interrupted\"")
                    .doesNotContain("[DONE]", "10.0.0.7", "\"finish_reason\":\"stop\"")
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60})
    void whatComesBehindAnAnswerIsNobodysAnswer(long pause) {
        var surplus = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        Script more = x -> x.send(surplus);
        program.one.instead(
                pause == 0 ? Replies.answer().then(more) : Replies.answer().then(Duration.ofMillis(pause), more));
        try (var client = new Raw(program.port())) {
            ask("", client);
            assertThat(client.answer().body()).isEqualTo(Replies.ANSWER);
            program.one.instead(Replies.answer());
            Eventually.within(Duration.ofSeconds(5), () -> assertThat(program.one.connections())
                    .as("a connection that nobody can trust")
                    .isZero());
            ask("", client);
            assertThat(client.answer().body()).isEqualTo(Replies.ANSWER);
        }
    }

    private static void refused(Script script, String more) {
        program.one.instead(script);
        try (var client = new Raw(program.port())) {
            ask(more, client);
            var answer = client.answer();
            assertThat(answer.status()).as(answer.body()).isIn(502, 504);
            assertThat(answer.body()).doesNotContain("10.0.0.7", "127.0.0.1", "html");
            var error = new JsonObject(answer.body()).getJsonObject("error");
            assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
            program.one.instead(Replies.answer());
            ask("", client);
            assertThat(client.answer().body()).as("the next one").isEqualTo(Replies.ANSWER);
        }
    }

    /** In the next request everything is well, and nothing of the last one is left. */
    @AfterEach
    void nothingRunsOn() {
        Eventually.within(Duration.ofSeconds(5), () -> {
            assertThat(program.inflight()).isZero();
            assertThat(program.one.connections())
                    .as("each event loop keeps a good one")
                    .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        });
    }

    private static void ask(String more, Raw client) {
        var body = "{\"model\":\"main\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
        client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer many\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static Buffer gzip(String text) {
        try (var packed = new ByteArrayOutputStream()) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return Buffer.buffer(packed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
