package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.time.Instant;

/** LangChain4j where something goes wrong, or the client has had enough. */
final class LangChain4jFailures {
    private static final String QUESTION = "How long may I return a jacket?";

    private final LangChain4jModels models;

    LangChain4jFailures(LangChain4jModels models) {
        this.models = models;
    }

    void addTo(JavaScenes scenes) {
        scenes.add(Scene.WRONG_KEY, this::wrongKey)
                .add(Scene.WRONG_MODEL, this::wrongModel)
                .add(Scene.REFUSED, this::refused)
                .add(Scene.REFUSED_STREAM, this::refusedStream)
                .add(Scene.FAILS, () -> fails(Scene.FAILS, "bad_gateway"))
                .add(Scene.SILENT, () -> fails(Scene.SILENT, "upstream_timeout"))
                .add(Scene.PAGE, () -> fails(Scene.PAGE, "bad_gateway"))
                .add(Scene.SHORT, () -> fails(Scene.SHORT, "bad_gateway"))
                .add(Scene.STREAM_CUT, () -> breaksOff(Scene.STREAM_CUT))
                .add(Scene.STREAM_ENDED, () -> breaksOff(Scene.STREAM_ENDED))
                .add(Scene.STREAM_ERROR, () -> breaksOff(Scene.STREAM_ERROR))
                .leave(Scene.TIMES_OUT, this::timesOut)
                .leave(Scene.LEAVES_WITHIN_STREAM, this::leavesWithinStream);
    }

    private void wrongKey() {
        var model = models.chat(Scene.WRONG_KEY).apiKey("sk-nobody").build();
        assertThatThrownBy(() -> model.chat(QUESTION))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("invalid_api_key");
    }

    private void wrongModel() {
        var model = models.chat(Scene.WRONG_MODEL).modelName("no-such-model").build();
        assertThatThrownBy(() -> model.chat(QUESTION))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("model_not_found");
    }

    private void refused() {
        var model = models.chat(Scene.REFUSED).build();
        assertThatThrownBy(() -> model.chat(QUESTION))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(Said.MESSAGE);
    }

    private void refusedStream() {
        var heard = new LangChain4jListener();
        models.streaming(Scene.REFUSED_STREAM).build().chat(QUESTION, heard);
        assertThatThrownBy(heard::answer)
                .hasCauseInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(Said.MESSAGE);
    }

    /** It knows no x-should-retry: it would come again by its own rule. */
    private void fails(Scene scene, String code) {
        var model = models.chat(scene).maxRetries(0).build();
        assertThatThrownBy(() -> model.chat(QUESTION))
                .isInstanceOf(InternalServerException.class)
                .hasMessageContaining(code);
    }

    private void breaksOff(Scene scene) {
        var heard = new LangChain4jListener();
        models.streaming(scene).build().chat(QUESTION, heard);
        assertThat(catchThrowable(heard::answer))
                .as("the failure of a broken stream")
                .isNotNull();
        // the JDK's HTTP client drops what it has read and not yet handed out when the connection breaks
        assertThat("Thirty days").startsWith(String.join("", heard.texts()));
    }

    private Instant timesOut() {
        var model = models.chat(Scene.TIMES_OUT)
                .timeout(Duration.ofMillis(400))
                .maxRetries(0)
                .build();
        assertThatThrownBy(() -> model.chat(QUESTION)).isInstanceOf(TimeoutException.class);
        return Instant.now();
    }

    private Instant leavesWithinStream() {
        var heard = new LangChain4jListener("days");
        models.streaming(Scene.LEAVES_WITHIN_STREAM).build().chat(QUESTION, heard);
        return heard.left();
    }
}
