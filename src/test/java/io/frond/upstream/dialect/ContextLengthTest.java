package io.frond.upstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextLengthTest {

    private static boolean exceeded(int status, String body) {
        var ending = Ending.succeeded(Usage.UNKNOWN, "");
        return ContextLength.exceeded(new Reply.Whole(new Head(status, Map.of()), Buffer.buffer(body), ending, null));
    }

    private static String message(String text) {
        return new JsonObject()
                .put("error", new JsonObject().put("message", text).put("code", 400))
                .encode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
                "'max_tokens' is too large: 9000. This model's maximum context length is 8192 tokens.",
                "The input (250000 tokens) is longer than the model's context length (200000 tokens).",
                "the request exceeds the available context size. try increasing the context size",
                "prompt is too long: 250000 tokens > 200000 maximum",
                "input length and `max_tokens` exceed context limit: 198000 + 20000 > 200000",
                "This model's maximum prompt length is 131072 but the request contains 537812 tokens",
                "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).",
                "Input is too long for requested model.",
                "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000",
                "Please reduce the length of the messages or completion."
            })
    void knowsWhatProvidersSay(String text) {
        assertThat(exceeded(400, message(text))).isTrue();
        assertThat(exceeded(422, message(text))).isTrue();
        assertThat(exceeded(404, message(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"no\",\"code\":\"context_length_exceeded\"}}",
                "{\"error\":{\"code\":400,\"type\":\"exceed_context_size_error\",\"message\":\"no\"}}"
            })
    void knowsTheCodes(String body) {
        assertThat(exceeded(400, body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"rejected by our safety system\",\"code\":\"content_policy_violation\"}}",
                "{\"error\":{\"message\":\"Invalid 'user': too long\",\"code\":\"string_above_max_length\"}}",
                "{\"error\":{\"message\":\"no\",\"param\":\"context_length_exceeded\"}}",
                "not json"
            })
    void takesNothingElseForIt(String body) {
        assertThat(exceeded(400, body)).isFalse();
    }

    @Test
    void aGoodAnswerThatSpeaksOfItIsAnAnswer() {
        assertThat(exceeded(200, message("maximum context length"))).isFalse();
    }
}
