package io.frond.sdk;

import static io.frond.testing.Replies.bytes;
import static io.frond.testing.Replies.cut;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.lastChunk;
import static io.frond.testing.Replies.streamHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import io.frond.RunningConfig;
import io.frond.testing.FakeProvider;
import io.frond.testing.FakeProvider.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Embeddings and responses, as the clients of OpenAI's API ask for them. */
class MoreClientsTest {
    private static final String KEY = "sk-any";
    private static final List<String> TEXTS = List.of("How long may I return a jacket?", "Who approves travel?");

    private final Vertx vertx = Vertx.vertx();
    private FakeProvider provider;
    private RunningConfig frond;
    private String url;

    @BeforeEach
    void open() {
        provider = FakeProvider.start(vertx, MoreClientsTest::play);
        frond = RunningConfig.of("""
                version: 1
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                backends: { any: { url: "%s", models: "*" } }
                """.formatted(provider.url()));
        url = frond.address() + "/v1";
    }

    @AfterEach
    void close() throws Exception {
        frond.close();
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @TestFactory
    Stream<DynamicTest> openAiNode() throws IOException {
        return node("openai", 6);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode6() throws IOException {
        return node("openai-v6", 6);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode5() throws IOException {
        return node("openai-v5", 6);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode4() throws IOException {
        return node("openai-v4", 6);
    }

    @TestFactory
    Stream<DynamicTest> aiSdk() throws IOException {
        return node("@ai-sdk/openai", 4);
    }

    @TestFactory
    Stream<DynamicTest> langChainJs() throws IOException {
        return node("@langchain/openai", 5);
    }

    @Test
    void openAiJavaGetsEmbeddings() {
        try (var closing = new Closing(openAiJava())) {
            var ask = EmbeddingCreateParams.builder().model("embeddings").inputOfArrayOfStrings(TEXTS);
            assertThat(closing.client().embeddings().create(ask.build()).data())
                    .extracting(Embedding::embedding)
                    .isEqualTo(MoreSaid.VECTORS);
        }
    }

    @Test
    void openAiJavaGetsAResponse() {
        try (var closing = new Closing(openAiJava())) {
            var answer = closing.client().responses().create(ask("response"));
            var message = answer.output().get(0).asMessage();
            assertThat(message.content().get(0).asOutputText().text()).isEqualTo(Said.TEXT);
        }
    }

    @Test
    void openAiJavaReadsAResponseAsItComes() {
        try (var closing = new Closing(openAiJava())) {
            assertThat(String.join("", read(closing.client(), "response-stream")))
                    .isEqualTo(Said.TEXT);
        }
    }

    @Test
    void openAiJavaFailsWhereAResponseIsCut() {
        try (var closing = new Closing(openAiJava())) {
            assertThatThrownBy(() -> read(closing.client(), "response-cut")).isNotNull();
        }
    }

    @Test
    void langChain4jGetsEmbeddings() {
        var model = OpenAiEmbeddingModel.builder()
                .baseUrl(url)
                .apiKey(KEY)
                .modelName("embeddings")
                .build();
        var segments = TEXTS.stream().map(TextSegment::from).toList();
        assertThat(model.embedAll(segments).content())
                .extracting(embedding -> embedding.vectorAsList())
                .isEqualTo(MoreSaid.VECTORS);
    }

    @Test
    void langChain4jGetsAResponse() {
        var model = OpenAiResponsesChatModel.builder()
                .baseUrl(url)
                .apiKey(KEY)
                .modelName("response")
                .build();
        assertThat(model.chat("How long may I return a jacket?")).isEqualTo(Said.TEXT);
    }

    private static void play(Exchange exchange) {
        JsonObject asked = exchange.request().body().toJsonObject();
        if (exchange.request().line().endsWith("/embeddings")) {
            json(200, MoreSaid.embeddings("base64".equals(asked.getString("encoding_format"))))
                    .play(exchange);
        } else if (!asked.getBoolean("stream", false)) {
            json(200, MoreSaid.response()).play(exchange);
        } else if (asked.getString("model").equals("response-cut")) {
            streamHead()
                    .then(bytes(MoreSaid.brokenResponse()))
                    .then(Duration.ofMillis(50), cut())
                    .play(exchange);
        } else {
            streamHead()
                    .then(bytes(MoreSaid.streamedResponse()))
                    .then(lastChunk())
                    .play(exchange);
        }
    }

    /** @param count of the cases that the library must have gone through */
    private Stream<DynamicTest> node(String library, int count) throws IOException {
        var told = new NodeLibrary("clients/more.mjs", library).run(url, KEY, started -> {});
        assertThat(told).hasSize(count);
        return told.stream()
                .map(result -> dynamicTest(
                        library + " " + result.getString("scene"),
                        () -> assertThat(result.getString("complaint")).isNull()));
    }

    private static ResponseCreateParams ask(String model) {
        return ResponseCreateParams.builder()
                .model(model)
                .input("How long may I return a jacket?")
                .build();
    }

    private static List<String> read(OpenAIClient client, String model) {
        var texts = new ArrayList<String>();
        try (var stream = client.responses().createStreaming(ask(model))) {
            stream.stream()
                    .flatMap(event -> event.outputTextDelta().stream())
                    .forEach(delta -> texts.add(delta.delta()));
        }
        return texts;
    }

    private OpenAIClient openAiJava() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(KEY)
                .maxRetries(0)
                .build();
    }

    private record Closing(OpenAIClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }
}
