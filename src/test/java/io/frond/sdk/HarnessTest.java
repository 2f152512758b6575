package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.sdk.FakeOpenAi.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks pass on a server that behaves, and each fault is seen by both. */
class HarnessTest {

    @Test
    void aServerThatBehavesPassesEveryCheck() {
        try (var server = FakeOpenAi.start(Fault.NONE)) {
            assertThatCode(() -> everyJavaCheck(server)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void openAiJavaSeesTheFault(Fault fault) {
        try (var server = FakeOpenAi.start(fault)) {
            assertThatThrownBy(() -> everyJavaCheck(server)).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void openAiNodeSeesTheFault(Fault fault) {
        try (var server = FakeOpenAi.start(fault)) {
            assertThatThrownBy(() -> new NodeClient(server).check()).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_NODE", "AI_SDK", "LANGCHAIN_JS", "OPENAI_JAVA", "LANGCHAIN4J"})
    void theMatrixSeesThatEverySceneGoesWrong(Library library) throws IOException {
        try (var stage = Stage.dull()) {
            var outcomes = library.player().play(stage);
            assertThat(library.scenes()).allSatisfy(scene -> assertThatThrownBy(
                            () -> stage.judge(scene.sentence(), scene, outcomes.get(scene)))
                    .as(scene.sentence())
                    .isInstanceOf(AssertionError.class));
        }
    }

    private static void everyJavaCheck(OpenAiServer server) {
        var client = new JavaClient(server);
        client.chats();
        client.streams();
        client.streamsUsageWhenAsked();
        client.listsModels();
        client.isRefusedWithAWrongKey();
        client.isRefusedWithAWrongModel();
    }
}
