package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class OpenAiNodeTest {

    @Test
    void openAiNodeSeesWhatItSeesAtTheProvider() throws Exception {
        assumeTrue(NodeClient.installed(), "npm ci --prefix src/test/js");
        try (var server = Subject.start()) {
            var seen = new NodeClient(server).check();
            assertThat(seen.fieldNames())
                    .containsExactly("chat", "stream", "streamWithUsage", "models", "wrongKey", "wrongModel");
        }
    }
}
