package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Clients of OpenAI's API, pointed at Frond by base URL and key only, see what they see at the provider. */
class ClientMatrixTest {
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @TestFactory
    Stream<DynamicTest> openAiNode() throws IOException {
        return tests(Library.OPENAI_NODE);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode6() throws IOException {
        return tests(Library.OPENAI_NODE_6);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode5() throws IOException {
        return tests(Library.OPENAI_NODE_5);
    }

    @TestFactory
    Stream<DynamicTest> openAiNode4() throws IOException {
        return tests(Library.OPENAI_NODE_4);
    }

    @TestFactory
    Stream<DynamicTest> aiSdk() throws IOException {
        return tests(Library.AI_SDK);
    }

    @TestFactory
    Stream<DynamicTest> aiSdkForWhateverIsCompatible() throws IOException {
        return tests(Library.AI_SDK_COMPATIBLE);
    }

    @TestFactory
    Stream<DynamicTest> langChainJs() throws IOException {
        return tests(Library.LANGCHAIN_JS);
    }

    @TestFactory
    Stream<DynamicTest> openAiJava() throws IOException {
        return tests(Library.OPENAI_JAVA);
    }

    @TestFactory
    Stream<DynamicTest> langChain4j() throws IOException {
        return tests(Library.LANGCHAIN4J);
    }

    private Stream<DynamicTest> tests(Library library) throws IOException {
        var outcomes = library.player().play(stage);
        assertThat(outcomes).containsOnlyKeys(library.scenes());
        return library.scenes().stream()
                .map(scene -> test(library.title() + " " + scene.sentence(), scene, outcomes.get(scene)));
    }

    private DynamicTest test(String sentence, Scene scene, Outcome outcome) {
        return dynamicTest(sentence, () -> stage.judge(sentence, scene, outcome));
    }
}
