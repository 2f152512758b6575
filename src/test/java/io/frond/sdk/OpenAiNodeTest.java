package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.RunningDemo;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One demo serves all: each model is asked a question of its own, so that none is answered from another's cache. */
class OpenAiNodeTest {
    @TempDir
    private static Path folder;

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = RunningDemo.in(folder);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void openAiNodeSendsARequestAgainUnderItsIdempotencyKey() throws Exception {
        var client = new NodeClient(Subject.of(demo, "auto"));
        assertThat(client.check("idempotency.mjs").fieldNames()).containsExactly("one", "again", "chunks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "policy", "general"})
    void openAiNodeSeesWhatItSeesAtTheProvider(String model) throws Exception {
        var seen = new NodeClient(Subject.of(demo, model)).check();
        assertThat(seen.fieldNames())
                .containsExactly("chat", "stream", "streamWithUsage", "models", "wrongKey", "wrongModel");
    }
}
