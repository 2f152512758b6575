package io.frond.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Operation.Kind;
import org.junit.jupiter.api.Test;

class OperationTest {

    @Test
    void isCalledAsTheConventionsCallIt() {
        assertThat(Operation.CHAT.name()).isEqualTo("chat");
        assertThat(Operation.post("/responses", Kind.RESPONSE).name()).isEqualTo("chat");
        assertThat(Operation.post("/completions", Kind.COMPLETION).name()).isEqualTo("text_completion");
        assertThat(Operation.post("/embeddings", Kind.EMBEDDING).name()).isEqualTo("embeddings");
        assertThat(new Operation("GET", "/files/file-1/content", "", Kind.OTHER).name())
                .isEqualTo("files");
    }
}
