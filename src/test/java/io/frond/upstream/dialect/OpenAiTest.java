package io.frond.upstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.testing.Replies;
import io.frond.upstream.TestCalls;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTest extends EveryDialect {
    private static final Dialect.Target ANY = new Dialect.Target(null, null);

    @Override
    Dialect dialect() {
        return Dialect.openAi();
    }

    @Override
    String answer() {
        return Replies.ANSWER;
    }

    @Override
    String stream() {
        return Replies.deltas("Hi") + Replies.finish() + Replies.event(Replies.USAGE_CHUNK)
                + Replies.done().stripTrailing() + "\n\n";
    }

    private String sent(String body) {
        return Edit.joined(dialect().request(TestCalls.of(body), ANY).body()).toString();
    }

    @Test
    void whatCannotStandInARequestHeadIsNotHandedOn() {
        var headers = Map.of("traceparent", "a\u007fb", "tracestate", "a=1", "openai-beta", "\u00fc");
        var call = TestCalls.of(TestCalls.PLAIN, headers, null, new Caller());
        assertThat(Dialect.openAi().request(call, ANY).headers())
                .containsEntry("tracestate", "a=1")
                .doesNotContainKeys("traceparent", "openai-beta");
    }

    @Test
    void whatTheClientWroteGoesOutAsItIs() {
        assertThat(sent(TestCalls.PLAIN)).isEqualTo(TestCalls.PLAIN);
        assertThat(sent(TestCalls.STREAM_WITH_USAGE)).isEqualTo(TestCalls.STREAM_WITH_USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":true,\"model\":\"m\"} | {\"stream_options\":{\"include_usage\":true},\"stream\":true,\"model\":\"m\"}",
                "{\"stream\":true,\"model\":\"m\",\"stream_options\":{}} | {\"stream\":true,\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"model\":\"m\",\"stream_options\":{ \"x\" : 1.0 }} | {\"stream\":true,\"model\":\"m\",\"stream_options\":{\"include_usage\":true, \"x\" : 1.0 }}",
                "{\"stream\":true,\"model\":\"m\",\"stream_options\":{\"include_usage\": false, \"x\":1}} | {\"stream\":true,\"model\":\"m\",\"stream_options\":{\"include_usage\": true, \"x\":1}}",
                "{\"stream\":true,\"model\":\"m\",\"stream_options\":{\"x\":1,\"include_usage\":null}} | {\"stream\":true,\"model\":\"m\",\"stream_options\":{\"x\":1,\"include_usage\":true}}",
                "{\"stream\":true,\"model\":\"m\",\"stream_options\":null,\"n\":1} | {\"stream\":true,\"model\":\"m\",\"stream_options\":{\"include_usage\":true},\"n\":1}"
            })
    void aStreamAlwaysAsksForUsageAndNothingElseChanges(String body, String expected) {
        assertThat(sent(body)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"model not found\"} | model not found",
                "{\"object\":\"error\",\"message\":\"too long\",\"code\":400} | too long",
                "{\"detail\":\"Not Found\"} | Not Found",
                "{\"detail\":[{\"loc\":[\"body\",\"x\"],\"msg\":\"field required\"}]} | field required",
                "{\"object\":\"error\",\"message\":{\"detail\":[{\"msg\":\"extra forbidden\"}]}} | extra forbidden",
                "{\"error\":\"see http://10.1.2.3:9/x for sk-12345678\"} | see (address) for (key)",
                "{} | The model service did not accept the request and did not say why."
            })
    void knowsTheShapesOfOtherServersErrors(String body, String message) {
        assertThat(dialect().error(Buffer.buffer(body)))
                .hasToString("{\"error\":{\"message\":\"" + message
                        + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
    }
}
