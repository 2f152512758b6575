package io.frond;

import static io.frond.testing.Replies.answer;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.streamHead;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FakeProvider.Request;
import io.frond.testing.FakeProvider.Script;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's calls besides chat, from a client's socket to a provider's. */
class EveryCallTest {
    private static final String JSON = "application/json";
    private static final String RESPONSE = """
            {"id":"resp_%s","object":"response","status":"completed","error":null,"output":[],\
            "usage":{"input_tokens":7,"output_tokens":4,"total_tokens":11}}""";

    private RunningProgram program;

    @BeforeEach
    void start() {
        program = new RunningProgram("off", ", models: [\"*\"], paths: [files, batches, fine_tuning, responses]");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/chat/completions",
                "/openai/v1/chat/completions",
                "/openai/chat/completions",
                "/openai/deployments/main/chat/completions?api-version=2024-10-21"
            })
    void everyFormOfBaseUrlIsServed(String path) {
        program.both(answer());
        var got = post(path, "{\"model\":\"main\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(asked().line()).isEqualTo("POST /v1/chat/completions");
    }

    @Test
    void azuresPathNamesTheModelAndTheBodyGetsIt() {
        program.both(answer());
        var body = "{ \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        var got = post("/openai/deployments/main/chat/completions?api-version=2024-10-21", body);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(asked().body().toString())
                .isEqualTo("{\"model\":\"tuned/v2\", \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/completions | {\"model\":\"main\",\"prompt\":\"Once\", \"suffix\":\"end\"}",
                "/v1/embeddings | {\"model\":\"main\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\"}",
                "/v1/responses | {\"model\":\"main\",\"input\":\"Hi\",\"reasoning\":{\"effort\":\"low\"}}",
                "/v1/moderations | {\"input\":\"x\",\"model\":\"main\"}",
                "/v1/rerank | {\"model\":\"main\",\"query\":\"q\",\"documents\":[\"a\"],\"top_n\":1.0}",
                "/v1/images/generations | {\"model\":\"main\",\"prompt\":\"a cat\"}"
            })
    void aJsonCallReachesTheProviderByteForByteButForTheModel(String path, String body) {
        var told = "{\"object\":\"x\", \"n\": 1.00, \"choices\":[],\"id\":\"1\"}";
        program.both(json(200, told));
        var got = post(path, body);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(new String(got.body(), UTF_8)).isEqualTo(told);
        assertThat(asked().line()).isEqualTo("POST " + path);
        assertThat(asked().body().toString()).isEqualTo(body.replace("\"main\"", "\"tuned/v2\""));
    }

    @Test
    void aFormGoesUndecodedButForTheModel() {
        program.both(json(200, "{\"text\":\"hello\"}"));
        var sound = new byte[300_000];
        new Random(3).nextBytes(sound);
        var form = form("main", sound);
        var got = program.send(
                "POST", "/v1/audio/transcriptions", "many", "multipart/form-data; boundary=\"x y\"", form.getBytes());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(asked().header("content-type")).isEqualTo("multipart/form-data; boundary=\"x y\"");
        assertThat(asked().body()).isEqualTo(form("tuned/v2", sound));
    }

    @Test
    void aSoundComesBackAsItIs() {
        var sound = new byte[200_000];
        new Random(5).nextBytes(sound);
        program.both(binary(sound));
        var got = post("/v1/audio/speech", "{\"model\":\"main\",\"input\":\"Hi\",\"voice\":\"alloy\"}");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("content-type")).contains("audio/mpeg");
        assertThat(got.body()).isEqualTo(sound);
    }

    @Test
    void aSoundThatIsCutBreaksTheConnectionAndHoldsNoErrorEvent() {
        program.both(binaryHead(100).then(exchange -> exchange.send("abc")).then(Duration.ofMillis(300), cut()));
        try (var client = program.wanderer()) {
            var all = client.postTo("/v1/audio/speech", "{\"model\":\"main\",\"input\":\"Hi\"}", "many")
                    .rest();
            assertThat(all).doesNotContain("error").doesNotEndWith("0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/files?limit=2&after=file-1",
        "GET, /v1/files/file-1/content",
        "DELETE, /v1/files/file-1",
        "POST, /v1/batches/batch_1/cancel",
        "GET, /v1/fine_tuning/jobs",
        "GET, /v1/fine_tuning/jobs/ftjob-1/events?limit=3"
    })
    void callsWithoutAModelGoToTheBackendThatServesThem(String method, String path) {
        program.both(json(200, "{\"object\":\"list\",\"data\":[]}"));
        assertThat(program.send(method, path, "many", "", new byte[0]).statusCode())
                .isEqualTo(200);
        assertThat(asked().line()).isEqualTo(method + " " + path);
        assertThat(asked().body().length()).isZero();
    }

    @Test
    void anUploadIsNeverSentTwice() {
        program.both(cut());
        var got = program.send(
                "POST", "/v1/files", "many", "multipart/form-data; boundary=b", "--b\r\n\r\n--b--".getBytes(UTF_8));
        assertThat(got.statusCode()).isEqualTo(502);
        assertThat(program.one.requests().size() + program.two.requests().size())
                .isEqualTo(1);
    }

    @Test
    void pathsThatNobodyServesAreUnknownInOpenAisShape() {
        for (String path : new String[] {"/v1/videos", "/v1/threads/t_1", "/v2/chat/completions"}) {
            var got = post(path, "{}");
            assertThat(got.statusCode()).isEqualTo(404);
            assertThat(error(got).getString("code")).isEqualTo("unknown_url");
        }
    }

    @Test
    void whatAConversationGoesOnFromIsAskedOfTheEndpointThatKeepsIt() {
        program.one.instead(json(200, RESPONSE.formatted("1")));
        program.two.instead(json(200, RESPONSE.formatted("2")));
        for (int i = 0; i < 6; i++) {
            answered("POST", "/v1/responses", "{\"model\":\"main\",\"input\":\"Hi\"}");
        }
        forget();
        for (int i = 0; i < 8; i++) {
            answered(
                    "POST",
                    "/v1/responses",
                    "{\"model\":\"main\",\"input\":\"And?\",\"previous_response_id\":\"resp_1\"}");
            answered("GET", "/v1/responses/resp_1", "");
            answered("GET", "/v1/responses/resp_1/input_items", "");
            answered("POST", "/v1/responses/resp_1/cancel", "");
            answered("DELETE", "/v1/responses/resp_1", "");
        }
        assertThat(program.one.requests()).hasSize(40);
        assertThat(program.two.requests()).isEmpty();
    }

    @Test
    void aStreamOfTheResponsesApiIsCompleteWithoutDone() {
        var events =
                "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}\n\n"
                        + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hé\"}\n\n"
                        + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"
                        + RESPONSE.formatted("1") + "}\n\n";
        program.both(streamHead()
                .then(exchange -> exchange.chunk(Buffer.buffer(events)))
                .then(lastChunk()));
        var got = post("/v1/responses", "{\"model\":\"main\",\"input\":\"Hi\",\"stream\":true}");
        assertThat(new String(got.body(), UTF_8)).isEqualTo(events);
        assertThat(asked().body().toString()).doesNotContain("include_usage");
        var line = program.line();
        assertThat(line.error()).isEmpty();
        assertThat(line.tokensIn()).isEqualTo(7);
        assertThat(line.tokensOut()).isEqualTo(4);
    }

    @Test
    void aStreamOfTheResponsesApiThatStopsBeforeItsLastEventIsBroken() {
        program.both(streamHead()
                .then(exchange ->
                        exchange.chunk("data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}\n\n"))
                .then(lastChunk()));
        try (var client = program.wanderer()) {
            var all = client.postTo("/v1/responses", "{\"model\":\"main\",\"input\":\"Hi\",\"stream\":true}", "many")
                    .rest();
            assertThat(all).contains("response.created", "stream_interrupted").doesNotEndWith("0\r\n\r\n");
        }
    }

    private void answered(String method, String path, String body) {
        var got = program.send(method, path, "many", JSON, body.getBytes(UTF_8));
        assertThat(got.statusCode()).as(path).isEqualTo(200);
    }

    private HttpResponse<byte[]> post(String path, String body) {
        return program.send("POST", path, "many", JSON, body.getBytes(UTF_8));
    }

    private Request asked() {
        return Stream.concat(program.one.requests().stream(), program.two.requests().stream())
                .findFirst()
                .orElseThrow();
    }

    private void forget() {
        program.one.requests().clear();
        program.two.requests().clear();
    }

    private static JsonObject error(HttpResponse<byte[]> got) {
        return new JsonObject(Buffer.buffer(got.body())).getJsonObject("error");
    }

    private static Script binaryHead(int length) {
        return exchange ->
                exchange.send("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: " + length + "\r\n\r\n");
    }

    private static Script binary(byte[] bytes) {
        return binaryHead(bytes.length).then(exchange -> exchange.send(Buffer.buffer(bytes)));
    }

    private static Buffer form(String model, byte[] file) {
        var before = """
                --x y
                Content-Disposition: form-data; name="file"; filename="a.wav"
                Content-Type: audio/wav

                """;
        var after = """

                --x y
                Content-Disposition: form-data; name="model"

                %s
                --x y
                Content-Disposition: form-data; name="timestamp_granularities[]"

                word
                --x y--
                """.formatted(model);
        return Buffer.buffer(before.replace("\n", "\r\n")).appendBytes(file).appendString(after.replace("\n", "\r\n"));
    }
}
