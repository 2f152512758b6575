package io.frond.sdk;

import static io.frond.sdk.Scene.CHOICES;
import static io.frond.sdk.Scene.CHOICES_STREAM;
import static io.frond.sdk.Scene.LOGPROBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Clients of OpenAI's API, pointed at Frond by base URL and key only, see what they see at the provider. */
class ClientMatrixTest {
    private static final Set<Scene> NONE = EnumSet.noneOf(Scene.class);

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @TestFactory
    Stream<DynamicTest> openAiNode() throws IOException {
        return node("clients/openai.mjs", "openai", NONE);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode6() throws IOException {
        return node("clients/openai.mjs", "openai-v6", NONE);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode5() throws IOException {
        return node("clients/openai.mjs", "openai-v5", NONE);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode4() throws IOException {
        return node("clients/openai.mjs", "openai-v4", NONE);
    }

    @TestFactory
    Stream<DynamicTest> aiSdkWithOpenAi() throws IOException {
        return node("clients/ai-sdk.mjs", "@ai-sdk/openai", EnumSet.of(CHOICES, CHOICES_STREAM));
    }

    @TestFactory
    Stream<DynamicTest> aiSdkWithWhateverIsCompatible() throws IOException {
        return node("clients/ai-sdk.mjs", "@ai-sdk/openai-compatible", EnumSet.of(CHOICES, CHOICES_STREAM, LOGPROBS));
    }

    @TestFactory
    Stream<DynamicTest> langChainJs() throws IOException {
        return node("clients/langchain.mjs", "@langchain/openai", EnumSet.of(CHOICES_STREAM));
    }

    private Stream<DynamicTest> node(String script, String library, Set<Scene> unknown) throws IOException {
        return tests(library, new NodeLibrary(script, library).play(stage), unknown);
    }

    /** @param unknown what the client cannot do */
    private Stream<DynamicTest> tests(String client, Map<Scene, Outcome> outcomes, Set<Scene> unknown) {
        var expected = EnumSet.allOf(Scene.class);
        expected.removeAll(unknown);
        assertThat(outcomes).containsOnlyKeys(expected);
        return expected.stream().map(scene -> test(client + " " + scene.sentence(), scene, outcomes.get(scene)));
    }

    private DynamicTest test(String sentence, Scene scene, Outcome outcome) {
        return dynamicTest(sentence, () -> {
            assertThat(outcome.complaint()).as(sentence).isNull();
            scene.check(stage.known(scene, outcome.left()));
        });
    }
}
