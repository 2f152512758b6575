package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** openai-java where something goes wrong, or the client has had enough. */
final class OpenAiJavaFailures {
    private final OpenAIClient client;
    private final OpenAIClient stranger;
    private final Stage stage;

    OpenAiJavaFailures(OpenAIClient client, OpenAIClient stranger, Stage stage) {
        this.client = client;
        this.stranger = stranger;
        this.stage = stage;
    }

    void addTo(JavaScenes scenes) {
        scenes.add(Scene.WRONG_KEY, this::wrongKey)
                .add(Scene.WRONG_MODEL, this::wrongModel)
                .add(Scene.REFUSED, () -> refused(() -> create(OpenAiJavaAnswers.ask(Scene.REFUSED))))
                .add(Scene.REFUSED_STREAM, () -> refused(() -> read(Scene.REFUSED_STREAM, new ArrayList<>())))
                .add(Scene.FAILS, () -> fails(Scene.FAILS, 502, "bad_gateway"))
                .add(Scene.SILENT, () -> fails(Scene.SILENT, 504, "upstream_timeout"))
                .add(Scene.PAGE, () -> fails(Scene.PAGE, 502, "bad_gateway"))
                .add(Scene.SHORT, () -> fails(Scene.SHORT, 502, "bad_gateway"))
                .add(Scene.STREAM_CUT, () -> breaksOff(Scene.STREAM_CUT))
                .add(Scene.STREAM_ENDED, () -> breaksOff(Scene.STREAM_ENDED))
                .add(Scene.STREAM_ERROR, () -> breaksOff(Scene.STREAM_ERROR))
                .leave(Scene.TIMES_OUT, this::timesOut)
                .leave(Scene.LEAVES_BEFORE_ANSWER, this::leavesBeforeAnswer)
                .leave(Scene.LEAVES_BEFORE_STREAM, this::leavesBeforeStream)
                .leave(Scene.LEAVES_WITHIN_STREAM, this::leavesWithinStream);
    }

    private void wrongKey() {
        var ask = OpenAiJavaAnswers.ask(Scene.WRONG_KEY).build();
        refused(UnauthorizedException.class, "invalid_api_key", () -> stranger.chat()
                .completions()
                .create(ask));
    }

    private void wrongModel() {
        var ask = OpenAiJavaAnswers.params("no-such-model").addUserMessage("Hello?");
        refused(NotFoundException.class, "model_not_found", () -> create(ask));
    }

    private static void refused(Runnable call) {
        var error = refused(BadRequestException.class, "context_length_exceeded", call);
        assertThat(error.param()).hasValue("messages");
        assertThat(error).hasMessageContaining(Said.MESSAGE);
    }

    private static <E extends OpenAIServiceException> E refused(Class<E> type, String code, Runnable call) {
        var error = catchThrowableOfType(type, call::run);
        assertThat(error).as(code).isNotNull();
        assertThat(error.code()).hasValue(code);
        assertThat(error.type()).hasValue("invalid_request_error");
        return error;
    }

    private void fails(Scene scene, int status, String code) {
        var error = catchThrowableOfType(InternalServerException.class, () -> create(OpenAiJavaAnswers.ask(scene)));
        assertThat(error).as(code).isNotNull();
        assertThat(error.statusCode()).isEqualTo(status);
        assertThat(error.code()).hasValue(code);
    }

    private void breaksOff(Scene scene) {
        var texts = new ArrayList<String>();
        var error = catchThrowableOfType(SseException.class, () -> read(scene, texts));
        assertThat(error).as("the failure of a broken stream").isNotNull();
        assertThat(error.code()).hasValue("stream_interrupted");
        assertThat(String.join("", texts)).isEqualTo("Thirty days");
    }

    private Instant timesOut() {
        var patience = RequestOptions.builder().timeout(Duration.ofMillis(400)).build();
        var ask = OpenAiJavaAnswers.ask(Scene.TIMES_OUT).build();
        var impatient = client.withOptions(options -> options.maxRetries(0));
        assertThatThrownBy(() -> impatient.chat().completions().create(ask, patience))
                .isInstanceOf(OpenAIIoException.class);
        return Instant.now();
    }

    private Instant leavesBeforeAnswer() throws Exception {
        var scene = Scene.LEAVES_BEFORE_ANSWER;
        return left(scene, () -> create(OpenAiJavaAnswers.ask(scene)));
    }

    private Instant leavesBeforeStream() throws Exception {
        var scene = Scene.LEAVES_BEFORE_STREAM;
        return left(scene, () -> read(scene, new ArrayList<>()));
    }

    /** A call is left as Java's threads leave what they wait for: by an interrupt. */
    private Instant left(Scene scene, Runnable call) throws Exception {
        var thread = new CompletableFuture<Thread>();
        var answer = CompletableFuture.runAsync(
                () -> {
                    thread.complete(Thread.currentThread());
                    call.run();
                },
                Thread::startVirtualThread);
        stage.asked(scene).get(10, TimeUnit.SECONDS);
        var left = Instant.now();
        thread.get().interrupt();
        assertThat(answer).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(ExecutionException.class);
        return left;
    }

    private Instant leavesWithinStream() {
        var ask = OpenAiJavaAnswers.ask(Scene.LEAVES_WITHIN_STREAM).build();
        try (var stream = client.chat().completions().createStreaming(ask)) {
            assertThat(stream.stream().findFirst())
                    .hasValueSatisfying(chunk ->
                            assertThat(chunk.choices().get(0).delta().content()).hasValue("Thirty "));
            return Instant.now();
        }
    }

    private void create(ChatCompletionCreateParams.Builder ask) {
        assertThat(client.chat().completions().create(ask.build())).isNotNull();
    }

    private void read(Scene scene, List<String> texts) {
        var ask = OpenAiJavaAnswers.ask(scene).build();
        try (var stream = client.chat().completions().createStreaming(ask)) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(texts::add));
        }
    }
}
