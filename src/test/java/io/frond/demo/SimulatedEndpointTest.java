package io.frond.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedEndpointTest {
    private static final String HELLO =
            "\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"one two 33!\"}]";
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static Vertx vertx;
    private SimulatedEndpoint endpoint;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() throws Exception {
        done(vertx.close());
    }

    @BeforeEach
    void start() throws Exception {
        endpoint = done(SimulatedEndpoint.start(
                vertx, new FakeClock(), "echo", said -> "You said: " + said, new SimulatedEndpoint.Pace(0, 1)));
    }

    @AfterEach
    void stop() throws Exception {
        done(endpoint.close());
    }

    @Test
    void aWholeAnswerIsAChatCompletionThatSaysItIsSimulated() throws Exception {
        var reply = chat("{" + HELLO + "}");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        assertThat(reply.headers().firstValue("x-frond-simulated")).contains("true");
        var message = new JsonObject().put("role", "assistant").put("content", "You said: one two 33!");
        var json = new JsonObject(reply.body());
        assertThat(json)
                .isEqualTo(new JsonObject()
                        .put("id", "chatcmpl-simulated-1")
                        .put("object", "chat.completion")
                        .put("created", 1767225600)
                        .put("model", "echo")
                        .put("system_fingerprint", "simulated")
                        .put(
                                "choices",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("index", 0)
                                                .put("message", message)
                                                .put("finish_reason", "stop")))
                        .put("usage", usage(4, 7)));
    }

    @Test
    void theUsageCountsEveryMessagesText() throws Exception {
        var reply = chat("""
                {"model":"echo","messages":[{"role":"system","content":"Be brief."},
                 {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
                 {"role":"assistant","content":null}]}""");
        assertThat(new JsonObject(reply.body()).getJsonObject("usage")).isEqualTo(usage(5, 5));
    }

    @Test
    void maxTokensCutsTheAnswerAndSaysLength() throws Exception {
        for (String field : List.of("max_tokens", "max_completion_tokens")) {
            var json =
                    new JsonObject(chat("{\"" + field + "\":2," + HELLO + "}").body());
            var choice = json.getJsonArray("choices").getJsonObject(0);
            assertThat(choice.getString("finish_reason")).isEqualTo("length");
            assertThat(choice.getJsonObject("message").getString("content")).isEqualTo("You said");
            assertThat(json.getJsonObject("usage")).isEqualTo(usage(4, 2));
        }
    }

    @Test
    void aStreamIsOneEventPerTokenAndThenDone() throws Exception {
        var reply = chat("{\"stream\":true," + HELLO + "}");
        assertThat(reply.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(reply.headers().firstValue("x-frond-simulated")).contains("true");
        var events = events(reply.body());
        assertThat(contents(events)).containsExactly("", "You", " said", ":", " one", " two", " 33", "!");
        assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
        var last = new JsonObject(events.get(events.size() - 2));
        assertThat(last.getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
                .isEqualTo("stop");
        assertThat(reply.body()).doesNotContain("usage");
    }

    @Test
    void aStreamTellsItsUsageInALastChunkWithoutChoicesWhereThatWasAsked() throws Exception {
        var events = events(chat("{\"stream\":true,\"stream_options\":{\"include_usage\":true}," + HELLO + "}")
                .body());
        var chunks = events.subList(0, events.size() - 1).stream()
                .map(JsonObject::new)
                .toList();
        var last = chunks.get(chunks.size() - 1);
        assertThat(last.getJsonArray("choices")).isEmpty();
        assertThat(last.getJsonObject("usage")).isEqualTo(usage(4, 7));
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.containsKey("usage") && chunk.getValue("usage") == null)
                        .isTrue());
    }

    @Test
    void theBytesOfAnEventAreDataSpaceJsonAndTwoLineFeeds() throws Exception {
        assertThat(chat("{\"stream\":true,\"max_tokens\":1," + HELLO + "}").body())
                .isEqualTo("""
                        data: {"id":"chatcmpl-simulated-1","object":"chat.completion.chunk","created":1767225600,\
                        "model":"echo","system_fingerprint":"simulated","choices":[{"index":0,\
                        "delta":{"role":"assistant","content":""},"finish_reason":null}]}

                        data: {"id":"chatcmpl-simulated-1","object":"chat.completion.chunk","created":1767225600,\
                        "model":"echo","system_fingerprint":"simulated","choices":[{"index":0,\
                        "delta":{"content":"You"},"finish_reason":null}]}

                        data: {"id":"chatcmpl-simulated-1","object":"chat.completion.chunk","created":1767225600,\
                        "model":"echo","system_fingerprint":"simulated","choices":[{"index":0,\
                        "delta":{},"finish_reason":"length"}]}

                        data: [DONE]

                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nonsense                                                       | 400 |                |
                    [1]                                                            | 400 |                |
                    {"messages":[{"role":"user","content":"x"}]}                   | 400 |                | model
                    {"model":"echo"}                                               | 400 |                | messages
                    {"model":"echo","messages":[]}                                 | 400 |                | messages
                    {"model":"echo","messages":["x"]}                              | 400 |                | messages
                    {"model":"echo","messages":[{"content":"x"}]}                  | 400 |                | messages
                    {"model":"echo","messages":[{"role":"user","content":1}]}      | 400 |                | messages
                    {"model":"echo","messages":[{"role":"user","content":[1]}]}    | 400 |                | messages
                    {"model":"echo","messages":[{"role":"user"}],"stream":"yes"}   | 400 |                | stream
                    {"model":"echo","messages":[{"role":"user"}],"max_tokens":0}   | 400 |                | max_tokens
                    {"model":"echo","messages":[{"role":"u"}],"stream":true,"stream_options":1} | 400 |   | stream_options
                    {"model":"other","messages":[{"role":"user","content":"x"}]}   | 404 | model_not_found | model
                    """)
    void badInputIsAnsweredInOpenAisErrorShape(String body, int status, String code, String param) throws Exception {
        var reply = chat(body);
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("x-frond-simulated")).contains("true");
        var error = new JsonObject(reply.body()).getJsonObject("error");
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("param")).isEqualTo(param);
        assertThat(chat("{" + HELLO + "}").statusCode()).isEqualTo(200);
    }

    @Test
    void unknownPathsWrongMethodsAndHugeBodiesAreRefused() throws Exception {
        assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(chat("x".repeat(2 << 20)).statusCode()).isEqualTo(413);
    }

    @Test
    void itsOneModelIsListed() throws Exception {
        var list = new JsonObject(get("/v1/models").body());
        assertThat(list.getString("object")).isEqualTo("list");
        assertThat(list.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo("echo");
    }

    @Test
    void failsUntilItIsToldToWorkAgain() throws Exception {
        assertThat(simulate("{\"failing\":true}").body()).contains("\"failing\":true");
        var broken = chat("{" + HELLO + "}");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(new JsonObject(broken.body()).getJsonObject("error").getString("type"))
                .isEqualTo("server_error");
        assertThat(get("/v1/models").statusCode()).isEqualTo(500);
        assertThat(simulate("{\"failing\":false}").statusCode()).isEqualTo(200);
        assertThat(chat("{" + HELLO + "}").statusCode()).isEqualTo(200);
        assertThat(new JsonObject(get("/simulate").body()).getInteger("requests"))
                .isEqualTo(2);
    }

    @Test
    void anOrderThatMakesNoSenseChangesNothing() throws Exception {
        for (String order : List.of(
                "{\"failing\":true,\"latency\":1}",
                "{\"failing\":1}",
                "{\"latency_ms\":-1}",
                "{\"latency_ms\":1e9}",
                "")) {
            assertThat(simulate(order).statusCode()).as(order).isEqualTo(400);
        }
        assertThat(get("/simulate").body()).contains("\"failing\":false,\"latency_ms\":0");
    }

    @Test
    void latencyIsWaitedForBeforeAnAnswerBegins() throws Exception {
        assertThat(simulate("{\"latency_ms\":300}").statusCode()).isEqualTo(200);
        long before = System.nanoTime();
        assertThat(chat("{" + HELLO + "}").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(295));
    }

    @Test
    @Timeout(20)
    void aReaderWhoLeavesEndsTheStream() throws Exception {
        var body = "{\"stream\":true,\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(20_000) + "\"}]}";
        leaveAfterTheFirstBytes(body);
        while (!get("/simulate").body().contains("\"open_streams\":0")) {
            Thread.onSpinWait();
        }
        assertThat(get("/simulate").body()).contains("\"requests\":1");
    }

    private void leaveAfterTheFirstBytes(String body) throws IOException {
        var address = URI.create(endpoint.url());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().readNBytes(600)).hasSize(600);
        }
    }

    private static JsonObject usage(int prompt, int completion) {
        return new JsonObject()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }

    private static List<String> events(String body) {
        assertThat(body).endsWith("\n\n");
        var events = new ArrayList<String>();
        for (String event : body.strip().split("\n\n", -1)) {
            assertThat(event).startsWith("data: ").doesNotContain("\n");
            events.add(event.substring("data: ".length()));
        }
        return events;
    }

    private static List<String> contents(List<String> events) {
        return events.stream()
                .filter(event -> event.contains("\"content\""))
                .map(event -> new JsonObject(event)
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("delta")
                        .getString("content"))
                .toList();
    }

    private HttpResponse<String> chat(String body) throws Exception {
        return post(endpoint.url() + "/chat/completions", body);
    }

    private HttpResponse<String> simulate(String body) throws Exception {
        return post(endpoint.simulateUrl(), body);
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        var url = URI.create(endpoint.url()).resolve(path);
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
