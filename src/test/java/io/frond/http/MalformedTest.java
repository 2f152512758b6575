package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the answer says what was wrong, and the next request works. */
@ExtendWith(VertxExtension.class)
class MalformedTest {
    private static final String AUTH = "Authorization: Bearer " + Surface.KEY + "\r\n";
    private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n" + AUTH;
    private static final String HUGE = "x".repeat(40_000);
    private static final Duration LINGER = Duration.ofSeconds(2);
    private final FakeClock clock = new FakeClock();
    private Surface surface;

    /** Looks at its connections every 50 ms, by a clock that goes on only where a test says so. */
    @BeforeEach
    void open(Vertx vertx) {
        var minute = Duration.ofMinutes(1);
        surface = new Surface(vertx, Surface.config(1 << 20, Duration.ofMillis(400), minute, minute, minute), clock);
    }

    @AfterEach
    void close() {
        surface.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("not JSON at all", "hello", "not valid JSON", null),
                body("nothing", "", "empty", null),
                body("only blanks", "  \n ", "not a JSON object", null),
                body("an array", "[]", "not a JSON object", null),
                body("a string", "\"model\"", "not a JSON object", null),
                body("a number", "7", "not a JSON object", null),
                body("cut short", "{\"model\":\"auto\",\"mess", "ends too early", null),
                body("cut in a message", "{\"model\":\"auto\",\"messages\":[{\"role\":\"us", "ends too early", null),
                body("two values", Surface.HELLO + Surface.HELLO, "goes on behind", null),
                body(
                        "a comma too many",
                        "{\"model\":\"auto\",}",
                        "not valid JSON at line 1, column 17 (byte 16)",
                        null),
                body("single quotes", "{'model':'auto'}", "not valid JSON", null),
                body("a comment", "{/* hi */\"model\":\"auto\"}", "not valid JSON", null),
                body("NaN", with("\"temperature\":NaN"), "not valid JSON", null),
                body("a bare control character", with("\"user\":\"a\u0001b\""), "not valid JSON", null),
                body("a NUL between", Surface.HELLO.replace(",", "\u0000,"), "not valid JSON", null),
                body("a bad escape", with("\"user\":\"\\x41\""), "not valid JSON", null),
                body("half a surrogate pair", with("\"user\":\"\\ud83d\""), "half of a surrogate pair", null),
                body("the wrong half first", with("\"user\":\"\\ude00\\ud83d\""), "half of a surrogate pair", null),
                body("100,000 levels", with("\"x\":" + "[".repeat(100_000)), "64 levels", null),
                body("100,000 levels of messages", "{\"messages\":" + "[{\"content\":".repeat(10_000), "", null),
                body("a number of 2,000 digits", with("\"seed\":" + "9".repeat(2000)), "1000 characters", null),
                body("model twice", with("\"model\":\"b\""), "stands twice", "model"),
                body("model twice, spelt otherwise", with("\"mod\\u0065l\":\"b\""), "stands twice", "model"),
                body(
                        "role twice",
                        "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"role\":\"system\"}]}",
                        "stands twice",
                        "role"),
                body(
                        "no model",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
                        "'model' is missing",
                        "model"),
                body("no messages", "{\"model\":\"a\"}", "'messages' is missing", "messages"),
                body("model a number", "{\"model\":1,\"messages\":[]}", "must be a string", "model"),
                body("model null", "{\"model\":null,\"messages\":[]}", "must be a string", "model"),
                body("model blank", "{\"model\":\" \",\"messages\":[]}", "must be a string", "model"),
                body("messages a string", "{\"model\":\"a\",\"messages\":\"hi\"}", "must be an array", "messages"),
                body("messages empty", "{\"model\":\"a\",\"messages\":[]}", "empty", "messages"),
                body(
                        "a message a string",
                        "{\"model\":\"a\",\"messages\":[\"hi\"]}",
                        "must be an object",
                        "messages[0]"),
                body(
                        "no role",
                        "{\"model\":\"a\",\"messages\":[{\"content\":\"hi\"}]}",
                        "no 'role'",
                        "messages[0].role"),
                body(
                        "role a number",
                        "{\"model\":\"a\",\"messages\":[{\"role\":1}]}",
                        "must be a string",
                        "messages[0].role"),
                body(
                        "content a number",
                        "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":1}]}",
                        "must be a string or",
                        "messages[0].content"),
                body(
                        "10,001 messages",
                        "{\"model\":\"a\",\"messages\":[" + "{\"role\":\"u\"},".repeat(10_000) + "{\"role\":\"u\"}]}",
                        "more than 10000",
                        "messages"),
                body("stream a string", with("\"stream\":\"true\""), "true or false", "stream"),
                body("stream_options a number", with("\"stream_options\":1"), "must be an object", "stream_options"),
                body("temperature a string", with("\"temperature\":\"0.5\""), "must be a number", "temperature"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBodyThatIsNoChatRequestIsNamedAndTheConnectionGoesOn(String name, String body, String says, String param) {
        try (var client = surface.client()) {
            var answer = client.chat(body).answer();
            var error = refused(answer, 400, "invalid_request_error", null);
            assertThat(error.getString("message")).contains(says);
            assertThat(error.getString("param")).isEqualTo(param);
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
        assertThat(surface.refused).as("the ledger has seen it").hasSize(1);
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                Arguments.of("a lone continuation byte", new byte[] {(byte) 0x80}),
                Arguments.of("an overlong slash", new byte[] {(byte) 0xc0, (byte) 0xaf}),
                Arguments.of("an encoded surrogate", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
                Arguments.of("beyond Unicode", new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}),
                Arguments.of("a sequence cut short", new byte[] {(byte) 0xe2, (byte) 0x82}),
                Arguments.of("latin-1", "grün".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    void textThatIsNotUtf8IsRefused(String name, byte[] bytes) {
        String body = with("\"user\":\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"");
        try (var client = surface.client()) {
            var error = refused(
                    client.chat(body.getBytes(StandardCharsets.ISO_8859_1)).answer(),
                    400,
                    "invalid_request_error",
                    null);
            assertThat(error.getString("message")).contains("not valid UTF-8 at byte");
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void byteOrderMarksAndWideEncodingsAreRefused() {
        try (var client = surface.client()) {
            var marked = refused(client.chat("\ufeff" + Surface.HELLO).answer(), 400, "invalid_request_error", null);
            assertThat(marked.getString("message")).contains("byte order mark");
            refused(
                    client.chat(Surface.HELLO.getBytes(StandardCharsets.UTF_16)).answer(),
                    400,
                    "invalid_request_error",
                    null);
            refused(
                    client.chat(Surface.HELLO.getBytes(StandardCharsets.UTF_16LE))
                            .answer(),
                    400,
                    "invalid_request_error",
                    null);
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("an unknown path", get("/v1/nothing", ""), 404, "unknown_url"),
                Arguments.of("the root", get("/", ""), 404, "unknown_url"),
                Arguments.of("the version twice", get("/v1/v1/models", ""), 404, "unknown_url"),
                Arguments.of("an encoded letter in a fixed part", get("/v1/%6dodels", ""), 404, "unknown_url"),
                Arguments.of("an encoded slash in a fixed part", get("/v1%2Fmodels", ""), 404, "unknown_url"),
                Arguments.of("a dot segment", get("/v1/../v1/models", ""), 400, null),
                Arguments.of("an encoded dot segment", get("/v1/models/..%2Fchat", ""), 400, null),
                Arguments.of("an empty segment", get("//v1/models", ""), 400, null),
                Arguments.of("a backslash", get("/v1\\models", ""), 400, null),
                Arguments.of("an encoded NUL", get("/v1/models/a%00b", ""), 400, null),
                Arguments.of("a broken escape", get("/v1/models/a%zz", ""), 400, null),
                Arguments.of("an unknown model", get("/v1/models/contract", ""), 404, "model_not_found"),
                Arguments.of("GET where POST is served", get("/v1/chat/completions", ""), 405, "method_not_supported"),
                Arguments.of(
                        "DELETE",
                        "DELETE /v1/models HTTP/1.1\r\nHost: x\r\n" + AUTH + "\r\n",
                        405,
                        "method_not_supported"),
                Arguments.of(
                        "a made-up method",
                        "BREW /v1/models HTTP/1.1\r\nHost: x\r\n" + AUTH + "\r\n",
                        405,
                        "method_not_supported"),
                Arguments.of("no key", "GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n", 401, "invalid_api_key"),
                Arguments.of(
                        "a key of another kind",
                        "GET /v1/models HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\n\r\n",
                        401,
                        "invalid_api_key"),
                Arguments.of("two keys", get("/v1/models", "Authorization: Bearer other\r\n"), 400, null),
                Arguments.of(
                        "a compressed body",
                        POST + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "unsupported_media_type"),
                Arguments.of(
                        "a form",
                        POST + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "unsupported_media_type"),
                Arguments.of(
                        "a time-out in words",
                        POST + "X-Request-Timeout-Ms: soon\r\nContent-Length: 2\r\n\r\n{}",
                        400,
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aRequestThatAsksForTheWrongThingIsToldSoAndTheConnectionGoesOn(
            String name, String request, int status, String code) {
        try (var client = surface.client()) {
            refused(client.send(request).answer(), status, "invalid_request_error", code);
            assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
    }

    static Stream<Arguments> framings() {
        String end = "\r\n" + Surface.HELLO;
        return Stream.of(
                Arguments.of("two different lengths", POST + "Content-Length: 5\r\nContent-Length: 6\r\n" + end, 400),
                Arguments.of("the same length twice", POST + "Content-Length: 5\r\nContent-Length: 5\r\n" + end, 400),
                Arguments.of(
                        "a length and chunks", POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + end, 400),
                Arguments.of("a negative length", POST + "Content-Length: -1\r\n" + end, 400),
                Arguments.of("a length in words", POST + "Content-Length: ten\r\n" + end, 400),
                Arguments.of("a length with a sign", POST + "Content-Length: +5\r\n" + end, 400),
                Arguments.of("an unknown coding", POST + "Transfer-Encoding: xchunked\r\n" + end, 400),
                Arguments.of("two codings", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of("two hosts", "GET /v1/models HTTP/1.1\r\nHost: x\r\nHost: y\r\n" + AUTH + "\r\n", 400),
                Arguments.of("no host", "GET /v1/models HTTP/1.1\r\n" + AUTH + "\r\n", 400),
                Arguments.of("a bad chunk size", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello", 400),
                Arguments.of("a chunk without its end", POST + "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n", 400),
                Arguments.of("a NUL in a header", "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-A: a\u0000b\r\n\r\n", 400),
                Arguments.of("a blank before the colon", "GET /v1/models HTTP/1.1\r\nHost : x\r\n\r\n", 400),
                Arguments.of("bare line feeds", "GET /v1/models HTTP/1.1\nHost: x\n\n", 400),
                Arguments.of("no HTTP at all", "\u0016\u0003\u0001 hello\r\n\r\n", 400),
                Arguments.of("another protocol", "GET /v1/models HTTP/3.0\r\nHost: x\r\n\r\n", 400),
                Arguments.of("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
                Arguments.of("no colon", "GET /v1/models HTTP/1.1\r\nHost\r\n\r\n", 400),
                Arguments.of("a huge header", "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-A: " + HUGE + "\r\n\r\n", 431),
                Arguments.of("a long URL", "GET /v1/" + HUGE + " HTTP/1.1\r\nHost: x\r\n\r\n", 414));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framings")
    void aRequestThatCannotBeToldFromTheNextIsRefusedAndItsConnectionEnds(String name, String request, int status) {
        try (var client = surface.client()) {
            client.send(request.getBytes(StandardCharsets.ISO_8859_1));
            refused(client.answer(), status, "invalid_request_error", null);
            if (!name.equals("no host")) {
                assertThat(client.rest(() -> clock.advance(LINGER)))
                        .as("nothing more is answered here")
                        .isEmpty();
            }
        }
        try (var next = surface.client()) {
            assertThat(next.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
        assertThat(surface.asked).hasSize(1);
    }

    @Test
    void anAnnouncedBodyThatIsTooLargeIsRefusedBeforeItIsSent() {
        try (var client = surface.client()) {
            client.send(POST + "Content-Length: 104857600\r\n\r\n");
            var answer = client.answer();
            refused(answer, 413, "invalid_request_error", "request_too_large");
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.rest(() -> clock.advance(LINGER))).isEmpty();
        }
        try (var next = surface.client()) {
            assertThat(next.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatNeverEndsIsRefusedWhileItIsBeingSent() throws InterruptedException {
        try (var client = surface.client()) {
            client.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
            var sender = new Thread(() -> send100MiB(client));
            sender.start();
            var answer = client.answer();
            refused(answer, 413, "invalid_request_error", "request_too_large");
            assertThat(client.rest(() -> clock.advance(LINGER))).isEmpty();
            sender.join(20_000);
            assertThat(sender.isAlive()).isFalse();
        }
        try (var next = surface.client()) {
            assertThat(next.chat(Surface.HELLO).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyJustWithinTheLimitIsReadAndOneByteMoreIsNot() {
        String fitting = Surface.HELLO.replace("hello", "x".repeat((1 << 20) - Surface.HELLO.length() + 5));
        try (var client = surface.client()) {
            assertThat(client.chat(fitting).answer().status()).isEqualTo(200);
            refused(client.chat(fitting + " ").answer(), 413, "invalid_request_error", "request_too_large");
        }
    }

    private static void send100MiB(Raw client) {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try {
            for (int i = 0; i < 1600; i++) {
                client.send(chunk);
            }
        } catch (UncheckedIOException cut) {
            assertThat(cut).isNotNull();
        }
    }

    private static JsonObject refused(Raw.Answer answer, int status, String type, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-should-retry", "false")
                .containsKey("x-request-id");
        var error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.getString("message")).hasSizeGreaterThan(30).endsWith(".");
        assertThat(error.getString("type")).isEqualTo(type);
        if (code != null) {
            assertThat(error.getString("code")).isEqualTo(code);
        }
        return error;
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + AUTH + headers + "\r\n";
    }

    private static String with(String field) {
        return Surface.HELLO.substring(0, Surface.HELLO.length() - 1) + "," + field + "}";
    }

    private static Arguments body(String name, String body, String says, String param) {
        return Arguments.of(name, body, says, param);
    }
}
