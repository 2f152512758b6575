package io.frond.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether a simulated endpoint passes for a provider in the eyes of OpenAI's own client. */
class OpenAiClientTest {
    private static Vertx vertx;
    private static OpenAIClient client;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        var demo = done(Demo.start(vertx, new FakeClock()));
        client = OpenAIOkHttpClient.builder()
                .baseUrl(demo.environment().getOrDefault("DEMO_GENERAL_1", ""))
                .apiKey("any")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        done(vertx.close());
    }

    @Test
    void aWholeAnswerIsUnderstood() {
        var answer = client.chat().completions().create(asked("general").build());
        assertThat(answer.choices().get(0).message().content().orElse("")).contains("within 30 days");
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void aStreamIsUnderstoodAndSaysTheSame() {
        var text = new StringBuilder();
        var tokens = new long[1];
        var streamed = asked("general")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (var stream = client.chat().completions().createStreaming(streamed)) {
            stream.stream().forEach(chunk -> {
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
                chunk.usage().ifPresent(usage -> tokens[0] = usage.completionTokens());
            });
        }
        var whole = client.chat().completions().create(asked("general").build());
        assertThat(text).hasToString(whole.choices().get(0).message().content().orElse(""));
        assertThat(tokens[0]).isEqualTo(whole.usage().orElseThrow().completionTokens());
    }

    @Test
    void aWrongModelIsTheClientsNotFound() {
        assertThatThrownBy(
                        () -> client.chat().completions().create(asked("other").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("general");
    }

    @Test
    void theModelIsListed() {
        assertThat(client.models().list().data()).singleElement().satisfies(model -> assertThat(model.id())
                .isEqualTo("general"));
    }

    private static ChatCompletionCreateParams.Builder asked(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(
                        "<passages><passage id=\"1\" source=\"returns.md\">A jacket may be returned within 30 days."
                                + "</passage></passages>\n\nHow long may I return a jacket?");
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
