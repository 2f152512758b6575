package io.frond.upstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Usage;
import io.frond.testing.Replies;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cached and reasoning tokens, wherever a provider tells them. */
class UsageDetailsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // OpenAI
                "{\"usage\":{\"prompt_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":4,\"audio_tokens\":1},\"completion_tokens\":7,\"completion_tokens_details\":{\"reasoning_tokens\":5,\"audio_tokens\":2}}} | 9 | 4 | 7 | 5",
                // the details come first
                "{\"usage\":{\"completion_tokens_details\":{\"reasoning_tokens\":5},\"prompt_tokens\":9,\"completion_tokens\":7}} | 9 | 0 | 7 | 5",
                // vLLM says null where it does not know
                "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"prompt_tokens_details\":null}} | 9 | 0 | 7 | 0",
                // Groq
                "{\"x_groq\":{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":5}}}} | 9 | 4 | 7 | 5",
                // DeepSeek
                "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"prompt_cache_hit_tokens\":4,\"prompt_cache_miss_tokens\":5}} | 9 | 4 | 7 | 0",
                // nobody can have meant these
                "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":-4},\"completion_tokens_details\":{\"reasoning_tokens\":99999999999999999999}}} | 9 | 0 | 7 | 0",
                // details of another place
                "{\"cached_tokens\":4,\"usage\":{\"cached_tokens\":4,\"prompt_tokens\":9,\"completion_tokens\":7,\"x\":{\"cached_tokens\":3,\"reasoning_tokens\":3}}} | 9 | 0 | 7 | 0"
            })
    void ofAChatAnswer(String json, long prompt, long cached, long completion, long reasoning) {
        assertThat(read(new ChatDocument(), json)).isEqualTo(Usage.of(prompt, cached, completion, reasoning));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":5},\"total_tokens\":16}} | 9 | 4 | 7 | 5",
                "{\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":5}}}} | 9 | 4 | 7 | 5",
                "{\"usage\":{\"input_tokens\":9,\"output_tokens\":7}} | 9 | 0 | 7 | 0"
            })
    void ofAResponse(String json, long prompt, long cached, long completion, long reasoning) {
        assertThat(read(new ResponseDocument(), json)).isEqualTo(Usage.of(prompt, cached, completion, reasoning));
    }

    @Test
    void ofWhatTheProviderPutIntoItsCache() {
        var json = "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,"
                + "\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":4}}";
        assertThat(read(new ChatDocument(), json))
                .isEqualTo(Usage.of(9, 4, 7, 0).cacheWritten(3));
    }

    @Test
    void ofAStreamThatIsCutAnywhere() {
        var stream = Replies.deltas("Hi")
                + Replies.finish()
                + Replies.event("{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"prompt_tokens_details\":"
                        + "{\"cached_tokens\":4},\"completion_tokens\":7,\"completion_tokens_details\":"
                        + "{\"reasoning_tokens\":5}}}")
                + Replies.done();
        for (int cut = 1; cut < 40; cut++) {
            assertThat(streamed(stream, cut)).isEqualTo(Usage.of(9, 4, 7, 5));
        }
    }

    private static Usage streamed(String stream, int cut) {
        var events = new ChatEvents(true, 1);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += cut) {
            var unused = events.take(Buffer.buffer(bytes).slice(from, Math.min(bytes.length, from + cut)));
        }
        return events.facts().usage();
    }

    private static Usage read(JsonDocument document, String json) {
        assertThat(document.readAll(json.getBytes(StandardCharsets.UTF_8))).isTrue();
        return document.usage();
    }
}
