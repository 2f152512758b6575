package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartInputAudio;
import com.openai.models.chat.completions.ChatCompletionContentPartInputAudio.InputAudio;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** openai-java where all goes well. */
final class OpenAiJavaAnswers {
    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "properties",
            new TreeMap<>(Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer"))),
            "required",
            List.of("city", "days"),
            "additionalProperties",
            false);
    private static final String ZURICH = "{\"city\":\"Zürich\",\"days\":2}";
    private static final String BERN = "{\"city\":\"Bern\",\"days\":1}";

    private final OpenAIClient client;

    OpenAiJavaAnswers(OpenAIClient client) {
        this.client = client;
    }

    void addTo(JavaScenes scenes) {
        scenes.add(Scene.CHAT, this::chat)
                .add(Scene.STREAM, this::stream)
                .add(Scene.STREAM_USAGE, this::streamUsage)
                .add(Scene.TOOL, this::tool)
                .add(Scene.TOOLS_PARALLEL, this::toolsParallel)
                .add(Scene.TOOLS_STREAM, this::toolsStream)
                .add(Scene.STRUCTURED, this::structured)
                .add(Scene.LOGPROBS, this::logprobs)
                .add(Scene.CHOICES, this::choices)
                .add(Scene.CHOICES_STREAM, this::choicesStream)
                .add(Scene.IMAGE, this::image)
                .add(Scene.AUDIO, this::audio)
                .add(Scene.LIMITED, () -> assertThat(content(ask(Scene.LIMITED)))
                        .isEqualTo(Said.TEXT))
                .add(Scene.FAILS_TWICE, () -> assertThat(content(ask(Scene.FAILS_TWICE)))
                        .isEqualTo(Said.TEXT));
    }

    static ChatCompletionCreateParams.Builder params(String model) {
        return ChatCompletionCreateParams.builder().model(model);
    }

    static ChatCompletionCreateParams.Builder ask(Scene scene) {
        return params(scene.key()).addUserMessage("How long may I return a jacket?");
    }

    private void chat() {
        var answer = create(ask(Scene.CHAT));
        assertThat(answer.choices().get(0).message().content()).hasValue(Said.TEXT);
        assertThat(answer.choices().get(0).finishReason()).hasToString("stop");
        assertThat(answer.usage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isEqualTo(16));
    }

    private void stream() {
        var chunks = read(ask(Scene.STREAM));
        assertThat(texts(chunks)).containsExactly(Map.entry(0L, Said.TEXT));
        assertThat(chunks).allMatch(chunk -> chunk.usage().isEmpty(), "no usage unasked");
        assertThat(finishes(chunks)).containsExactly("stop");
    }

    private void streamUsage() {
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        var chunks = read(ask(Scene.STREAM_USAGE).streamOptions(options));
        assertThat(texts(chunks)).containsExactly(Map.entry(0L, Said.TEXT));
        assertThat(chunks.get(chunks.size() - 1).usage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isEqualTo(16));
    }

    private void tool() {
        var first = create(ask(Scene.TOOL).addTool(weather()));
        assertThat(arguments(first)).containsExactly(ZURICH);
        var message = first.choices().get(0).message();
        var id = message.toolCalls().orElseThrow().get(0).asFunction().id();
        var result = ChatCompletionToolMessageParam.builder()
                .toolCallId(id)
                .content("rain on both days")
                .build();
        var second = ask(Scene.TOOL).addTool(weather()).addMessage(message).addMessage(result);
        assertThat(content(second)).isEqualTo("It rains in Zürich.");
    }

    private void toolsParallel() {
        var answer = create(ask(Scene.TOOLS_PARALLEL).addTool(weather()).parallelToolCalls(true));
        assertThat(arguments(answer)).containsExactly(ZURICH, BERN);
    }

    private void toolsStream() {
        var chunks = read(ask(Scene.TOOLS_STREAM).addTool(weather()));
        var calls = chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().toolCalls().stream().flatMap(List::stream))
                .collect(Collectors.groupingBy(
                        ChatCompletionChunk.Choice.Delta.ToolCall::index,
                        TreeMap::new,
                        Collectors.mapping(
                                call -> call.function()
                                        .orElseThrow()
                                        .arguments()
                                        .orElse(""),
                                Collectors.joining())));
        assertThat(calls).containsExactly(Map.entry(0L, ZURICH), Map.entry(1L, BERN));
        assertThat(finishes(chunks)).containsExactly("tool_calls");
    }

    private void structured() {
        var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        SCHEMA.forEach((key, value) -> schema.putAdditionalProperty(key, JsonValue.from(value)));
        var format = ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("trip")
                        .strict(true)
                        .schema(schema.build())
                        .build())
                .build();
        assertThat(content(ask(Scene.STRUCTURED).responseFormat(format))).isEqualTo(ZURICH);
    }

    private void logprobs() {
        var answer = create(ask(Scene.LOGPROBS).logprobs(true).topLogprobs(2));
        var logprobs = answer.choices().get(0).logprobs().orElseThrow();
        var token = logprobs.content().orElseThrow().get(0);
        assertThat(token.token()).isEqualTo("Hi");
        assertThat(token.logprob()).isEqualTo(-0.25);
        assertThat(token.topLogprobs()).extracting(other -> other.logprob()).containsExactly(-0.25, -1.5);
    }

    private void choices() {
        assertThat(create(ask(Scene.CHOICES).n(2)).choices())
                .extracting(choice -> choice.message().content().orElseThrow())
                .containsExactly("left", "right");
    }

    private void choicesStream() {
        var chunks = read(ask(Scene.CHOICES_STREAM).n(2));
        assertThat(texts(chunks)).containsExactly(Map.entry(0L, "left"), Map.entry(1L, "right"));
        assertThat(finishes(chunks)).containsExactly("stop", "stop");
    }

    private void image() {
        var url = ChatCompletionContentPartImage.ImageUrl.builder()
                .url("data:image/png;base64," + base64(Known.PICTURE))
                .build();
        var part = ChatCompletionContentPartImage.builder().imageUrl(url).build();
        assertThat(seen(Scene.IMAGE, ChatCompletionContentPart.ofImageUrl(part)))
                .isEqualTo("seen");
    }

    private void audio() {
        var audio = InputAudio.builder()
                .data(base64(Known.RECORDING))
                .format(InputAudio.Format.WAV)
                .build();
        var part =
                ChatCompletionContentPartInputAudio.builder().inputAudio(audio).build();
        assertThat(seen(Scene.AUDIO, ChatCompletionContentPart.ofInputAudio(part)))
                .isEqualTo("heard");
    }

    private String seen(Scene scene, ChatCompletionContentPart part) {
        var question =
                ChatCompletionContentPartText.builder().text("What is this?").build();
        return content(params(scene.key())
                .addUserMessageOfArrayOfContentParts(List.of(ChatCompletionContentPart.ofText(question), part)));
    }

    private static String base64(int length) {
        return Base64.getEncoder().encodeToString(Said.bytes(length).getBytes());
    }

    private static ChatCompletionFunctionTool weather() {
        var parameters = FunctionParameters.builder();
        SCHEMA.forEach((key, value) -> parameters.putAdditionalProperty(key, JsonValue.from(value)));
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(parameters.build())
                        .build())
                .build();
    }

    private ChatCompletion create(ChatCompletionCreateParams.Builder ask) {
        return client.chat().completions().create(ask.build());
    }

    private String content(ChatCompletionCreateParams.Builder ask) {
        return create(ask).choices().get(0).message().content().orElseThrow();
    }

    private List<ChatCompletionChunk> read(ChatCompletionCreateParams.Builder ask) {
        try (var stream = client.chat().completions().createStreaming(ask.build())) {
            return stream.stream().toList();
        }
    }

    private static List<String> arguments(ChatCompletion answer) {
        return answer.choices().get(0).message().toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction().function().arguments())
                .toList();
    }

    private static Map<Long, String> texts(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .collect(Collectors.groupingBy(
                        ChatCompletionChunk.Choice::index,
                        TreeMap::new,
                        Collectors.mapping(choice -> choice.delta().content().orElse(""), Collectors.joining())));
    }

    private static List<String> finishes(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.finishReason().stream())
                .map(Object::toString)
                .toList();
    }
}
