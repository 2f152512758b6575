package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a user of openai-java sees who changes base URL and key only. Each check fails with what is different. */
final class JavaClient {
    private static final String QUESTION = "How long may I return a jacket?";

    private final OpenAiServer server;

    JavaClient(OpenAiServer server) {
        this.server = server;
    }

    void chats() {
        using(server.key(), client -> {
            var answer = client.chat().completions().create(ask(server.model()).build());
            var choice = answer.choices().get(0);
            assertThat(choice.message().content())
                    .hasValueSatisfying(text -> assertThat(text).isNotBlank());
            assertThat(choice.finishReason().toString()).isEqualTo("stop");
            assertThat(answer.usage()).hasValueSatisfying(usage -> assertThat(usage.totalTokens())
                    .isEqualTo(usage.promptTokens() + usage.completionTokens())
                    .isPositive());
        });
    }

    void streams() {
        var chunks = stream(ask(server.model()));
        assertThat(chunks).hasSizeGreaterThan(1).allMatch(chunk -> chunk.usage().isEmpty(), "no usage unasked");
        assertThat(text(chunks)).isNotBlank();
        assertThat(chunks).flatMap(ChatCompletionChunk::choices).last().satisfies(choice -> assertThat(
                        choice.finishReason())
                .as("the stream's finish_reason")
                .hasToString("Optional[stop]"));
    }

    void streamsUsageWhenAsked() {
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        var chunks = stream(ask(server.model()).streamOptions(options));
        assertThat(chunks.get(chunks.size() - 1).usage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isPositive());
    }

    void listsModels() {
        using(server.key(), client -> {
            assertThat(client.models().list().data()).extracting(Model::id).contains(server.model());
            assertThat(client.models().retrieve(server.model()).id()).isEqualTo(server.model());
        });
    }

    void isRefusedWithAWrongKey() {
        refused("sk-nobody", server.model(), UnauthorizedException.class, "invalid_api_key");
    }

    void isRefusedWithAWrongModel() {
        refused(server.key(), "no-such-model", NotFoundException.class, "model_not_found");
    }

    private void refused(String key, String model, Class<? extends OpenAIServiceException> type, String code) {
        using(key, client -> {
            var error = catchThrowableOfType(
                    type, () -> client.chat().completions().create(ask(model).build()));
            assertThat(error).as("refusal with " + code).isNotNull();
            assertThat(error.code()).hasValue(code);
            assertThat(error.type()).hasValue("invalid_request_error");
        });
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams.Builder ask) {
        var client = client(server.key());
        try (var chunks = client.chat().completions().createStreaming(ask.build())) {
            return chunks.stream().toList();
        } finally {
            client.close();
        }
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(QUESTION);
    }

    private void using(String key, Consumer<OpenAIClient> use) {
        var client = client(key);
        try {
            use.accept(client);
        } finally {
            client.close();
        }
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey(key)
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
