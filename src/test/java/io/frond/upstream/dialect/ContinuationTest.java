package io.frond.upstream.dialect;

import static io.frond.testing.Replies.deltas;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Edit;
import io.frond.model.Operation;
import io.frond.model.Wishes;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ContinuationTest {
    private static String asked(String body, boolean openTurn, String... told) {
        var bytes = Buffer.buffer(body);
        var fields = RequestScanner.scan(bytes, Operation.Kind.CHAT, "");
        var ask = new Ask("r", Operation.CHAT, bytes, fields, Wishes.NONE, name -> null, new Caller());
        var already = new Told();
        already.take(Buffer.buffer(deltas(told)));
        var edits = Continuation.of(ask, Terms.of(ask), already, openTurn);
        return edits.isEmpty() ? "" : Edit.splice(bytes, edits).toString();
    }

    @Test
    void whatWasToldIsTheLastMessageWithoutTheBlanksAtItsEnd() {
        assertThat(asked(
                        "{\"model\":\"m\", \"messages\" : [{\"content\":\"a ]}\\\" b\",\"x\":[{\"y\":\"]\"}],\"role\":\"user\"} ] ,\"z\":1.0}",
                        false,
                        "say \\\"",
                        "yes\\\" \\n"))
                .isEqualTo(
                        "{\"model\":\"m\", \"messages\" : [{\"content\":\"a ]}\\\" b\",\"x\":[{\"y\":\"]\"}],\"role\":\"user\"} "
                                + ",{\"role\":\"assistant\",\"content\":\"say \\\"yes\\\"\"}] ,\"z\":1.0}");
    }

    @Test
    void aBeginningThatTheClientGaveIsGoneOnWith() {
        assertThat(asked(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"One\"}]}",
                        false,
                        ", two"))
                .endsWith("{\"role\":\"assistant\",\"content\":\"One, two\"}]}");
    }

    @Test
    void vllmIsToldToLeaveTheTurnOpen() {
        assertThat(asked("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}", true, "a"))
                .startsWith("{\"continue_final_message\":true,\"add_generation_prompt\":false,\"model\":\"m\"");
    }

    @Test
    void whatWasToldCountsAgainstTheLimitOfTheAnswer() {
        assertThat(asked(
                        "{\"max_completion_tokens\":10,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
                        false,
                        "a",
                        "b",
                        "c"))
                .startsWith("{\"max_completion_tokens\":7,");
        assertThat(asked(
                        "{\"max_tokens\":2,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
                        false,
                        "a",
                        "b"))
                .isEmpty();
    }

    @Test
    void anAnswerInAFormatCannotBeBegunInTheMiddle() {
        assertThat(asked(
                        "{\"model\":\"m\",\"response_format\":{\"type\":\"json_object\"},\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
                        false,
                        "a"))
                .isEmpty();
    }

    @Test
    void blanksAloneAreNothingToGoOnFrom() {
        assertThat(asked("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}", false, " \\n"))
                .isEmpty();
    }
}
