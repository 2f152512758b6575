package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.LogProb;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import java.util.Base64;
import java.util.List;

/** LangChain4j where all goes well. */
final class LangChain4jAnswers {
    private static final JsonObjectSchema SCHEMA = JsonObjectSchema.builder()
            .addStringProperty("city")
            .addIntegerProperty("days")
            .required("city", "days")
            .additionalProperties(false)
            .build();
    private static final ToolSpecification WEATHER =
            ToolSpecification.builder().name("get_weather").parameters(SCHEMA).build();
    private static final String ZURICH = "{\"city\":\"Zürich\",\"days\":2}";
    private static final String BERN = "{\"city\":\"Bern\",\"days\":1}";

    private final LangChain4jModels models;

    LangChain4jAnswers(LangChain4jModels models) {
        this.models = models;
    }

    void addTo(JavaScenes scenes) {
        scenes.add(Scene.CHAT, this::chat)
                .add(Scene.STREAM_USAGE, this::streamUsage)
                .add(Scene.TOOL, this::tool)
                .add(Scene.TOOLS_PARALLEL, this::toolsParallel)
                .add(Scene.TOOLS_STREAM, this::toolsStream)
                .add(Scene.STRUCTURED, this::structured)
                .add(Scene.LOGPROBS, this::logprobs)
                .add(Scene.IMAGE, this::image)
                .add(Scene.AUDIO, this::audio)
                .add(Scene.LIMITED, () -> says(Scene.LIMITED, Said.TEXT))
                .add(Scene.FAILS_TWICE, () -> says(Scene.FAILS_TWICE, Said.TEXT));
    }

    private void says(Scene scene, String text) {
        assertThat(models.chat(scene).build().chat("How long may I return a jacket?"))
                .isEqualTo(text);
    }

    private void chat() {
        var answer = models.chat(Scene.CHAT).build().chat(UserMessage.from("How long may I return a jacket?"));
        assertThat(answer.aiMessage().text()).isEqualTo(Said.TEXT);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(16);
    }

    private void streamUsage() {
        var heard = new LangChain4jListener();
        models.streaming(Scene.STREAM_USAGE).build().chat("How long may I return a jacket?", heard);
        var answer = heard.answer();
        assertThat(heard.texts()).containsExactly("Thirty ", "days — ", "dreißig ", "Tage 🌲.");
        assertThat(answer.aiMessage().text()).isEqualTo(Said.TEXT);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(16);
    }

    private void tool() {
        var model = models.chat(Scene.TOOL).build();
        var question = UserMessage.from("How is the weather?");
        var first = model.chat(asking(question));
        assertThat(arguments(first)).containsExactly(ZURICH);
        var call = first.aiMessage().toolExecutionRequests().get(0);
        var result = ToolExecutionResultMessage.from(call, "rain on both days");
        var second = model.chat(ChatRequest.builder()
                .messages(question, first.aiMessage(), result)
                .toolSpecifications(WEATHER)
                .build());
        assertThat(second.aiMessage().text()).isEqualTo("It rains in Zürich.");
    }

    private void toolsParallel() {
        var answer = models.chat(Scene.TOOLS_PARALLEL).build().chat(asking(UserMessage.from("And the weather?")));
        assertThat(arguments(answer)).containsExactly(ZURICH, BERN);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    }

    private void toolsStream() {
        var heard = new LangChain4jListener();
        models.streaming(Scene.TOOLS_STREAM).build().chat(asking(UserMessage.from("And the weather?")), heard);
        assertThat(arguments(heard.answer())).containsExactly(ZURICH, BERN);
        assertThat(heard.fragments()).hasSizeGreaterThan(2);
    }

    private void structured() {
        var format = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(
                        JsonSchema.builder().name("trip").rootElement(SCHEMA).build())
                .build();
        var answer = models.chat(Scene.STRUCTURED)
                .build()
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("Where to, and for how long?"))
                        .responseFormat(format)
                        .build());
        assertThat(answer.aiMessage().text()).isEqualTo(ZURICH);
    }

    private void logprobs() {
        var model = models.chat(Scene.LOGPROBS).logprobs(true).topLogprobs(2).build();
        var answer = model.chat(UserMessage.from("Hello?"));
        var token = ((OpenAiChatResponseMetadata) answer.metadata()).logProbs().get(0);
        assertThat(token.token()).isEqualTo("Hi");
        assertThat(token.logprob()).isEqualTo(-0.25);
        assertThat(token.topLogprobs()).extracting(LogProb::logprob).containsExactly(-0.25, -1.5);
    }

    private void image() {
        assertThat(seen(Scene.IMAGE, ImageContent.from(base64(Known.PICTURE), "image/png")))
                .isEqualTo("seen");
    }

    private void audio() {
        assertThat(seen(Scene.AUDIO, AudioContent.from(base64(Known.RECORDING), "audio/wav")))
                .isEqualTo("heard");
    }

    private String seen(Scene scene, Content content) {
        var message = UserMessage.from(TextContent.from("What is this?"), content);
        return models.chat(scene).build().chat(message).aiMessage().text();
    }

    private static ChatRequest asking(UserMessage question) {
        return ChatRequest.builder()
                .messages(question)
                .toolSpecifications(WEATHER)
                .build();
    }

    private static List<String> arguments(ChatResponse answer) {
        return answer.aiMessage().toolExecutionRequests().stream()
                .map(ToolExecutionRequest::arguments)
                .toList();
    }

    private static String base64(int length) {
        return Base64.getEncoder().encodeToString(Said.bytes(length).getBytes());
    }
}
