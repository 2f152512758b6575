package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiNodeTest {
    @TempDir
    private Path folder;

    @Test
    void openAiNodeSendsARequestAgainUnderItsIdempotencyKey() throws Exception {
        try (var server = Subject.start(folder)) {
            assertThat(new NodeClient(server).check("idempotency.mjs").fieldNames())
                    .containsExactly("one", "again", "chunks");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "policy", "general"})
    void openAiNodeSeesWhatItSeesAtTheProvider(String model) throws Exception {
        try (var server = Subject.start(folder, model)) {
            var seen = new NodeClient(server).check();
            assertThat(seen.fieldNames())
                    .containsExactly("chat", "stream", "streamWithUsage", "models", "wrongKey", "wrongModel");
        }
    }
}
