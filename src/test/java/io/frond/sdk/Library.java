package io.frond.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The client libraries of the matrix. Each is given base URL and key, and nothing else. */
@SuppressWarnings("ImmutableEnumChecker") // players hold no state
enum Library {
    OPENAI_NODE("openai", new NodeLibrary("clients/openai.mjs", "openai")),
    OPENAI_NODE_6("openai-v6", new NodeLibrary("clients/openai.mjs", "openai-v6")),
    OPENAI_NODE_5("openai-v5", new NodeLibrary("clients/openai.mjs", "openai-v5")),
    OPENAI_NODE_4("openai-v4", new NodeLibrary("clients/openai.mjs", "openai-v4")),
    AI_SDK(
            "@ai-sdk/openai",
            new NodeLibrary("clients/ai-sdk.mjs", "@ai-sdk/openai"),
            Scene.CHOICES,
            Scene.CHOICES_STREAM),
    AI_SDK_COMPATIBLE(
            "@ai-sdk/openai-compatible",
            new NodeLibrary("clients/ai-sdk.mjs", "@ai-sdk/openai-compatible"),
            Scene.LOGPROBS,
            Scene.CHOICES,
            Scene.CHOICES_STREAM),
    LANGCHAIN_JS(
            "@langchain/openai", new NodeLibrary("clients/langchain.mjs", "@langchain/openai"), Scene.CHOICES_STREAM),
    OPENAI_JAVA("openai-java", Library::openAiJava),
    /** Its streams always ask for usage; a call that waits for its answer cannot be left. */
    LANGCHAIN4J(
            "langchain4j",
            Library::langChain4j,
            Scene.STREAM,
            Scene.CHOICES,
            Scene.CHOICES_STREAM,
            Scene.LEAVES_BEFORE_ANSWER,
            Scene.LEAVES_BEFORE_STREAM);

    private final String title;
    private final Player player;
    private final List<Scene> cannot;

    Library(String title, Player player, Scene... cannot) {
        this.title = title;
        this.player = player;
        this.cannot = List.of(cannot);
    }

    /** Goes through the scenes and tells how each went. */
    interface Player {
        Map<Scene, Outcome> play(Stage stage) throws IOException;
    }

    String title() {
        return title;
    }

    Player player() {
        return player;
    }

    /** What it must be able to do: all but what it has no means for. */
    Set<Scene> scenes() {
        var scenes = EnumSet.allOf(Scene.class);
        cannot.forEach(scenes::remove);
        return scenes;
    }

    private static Map<Scene, Outcome> openAiJava(Stage stage) {
        var client = openAiJava(stage, stage.key());
        var stranger = openAiJava(stage, "sk-nobody");
        try {
            var scenes = new JavaScenes();
            new OpenAiJavaAnswers(client).addTo(scenes);
            new OpenAiJavaFailures(client, stranger, stage).addTo(scenes);
            return scenes.play();
        } finally {
            client.close();
            stranger.close();
        }
    }

    private static OpenAIClient openAiJava(Stage stage, String key) {
        return OpenAIOkHttpClient.builder().baseUrl(stage.url()).apiKey(key).build();
    }

    private static Map<Scene, Outcome> langChain4j(Stage stage) {
        var scenes = new JavaScenes();
        var models = new LangChain4jModels(stage.url(), stage.key());
        new LangChain4jAnswers(models).addTo(scenes);
        new LangChain4jFailures(models).addTo(scenes);
        return scenes.play();
    }
}
