package io.frond.upstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.Secret;
import io.frond.model.Edit;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Usage;
import io.frond.upstream.TestCalls;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** What holds of every dialect. */
abstract class EveryDialect {
    private static final Secret KEY = new Secret("sk-very-secret");

    abstract Dialect dialect();

    /** A whole answer in this dialect: 3 tokens read, 2 written, ended by {@code stop}. */
    abstract String answer();

    /** A whole stream, likewise. */
    abstract String stream();

    @Test
    void sendsTheKeyOfTheEndpointAndPrintsItNowhere() {
        var out = dialect().request(TestCalls.plain(), new Dialect.Target(null, KEY));
        assertThat(out.headers().values()).anyMatch(value -> value.contains("sk-very-secret"));
        assertThat(body(out) + out.path() + out).doesNotContain("sk-very-secret");
        var without = dialect().request(TestCalls.plain(), new Dialect.Target(null, null));
        assertThat(without.headers()).doesNotContainKey("authorization");
    }

    @Test
    void asksForTheConfiguredModel() {
        var out = dialect().request(TestCalls.plain(), new Dialect.Target("other-model", null));
        assertThat(body(out) + out.path()).contains("other-model");
    }

    private static String body(Dialect.Outgoing out) {
        return Edit.joined(out.body()).toString();
    }

    @Test
    void asksForBytesAsTheyAre() {
        var out = dialect().request(TestCalls.plain(), new Dialect.Target(null, null));
        assertThat(out.headers()).containsEntry("accept-encoding", "identity").containsEntry("x-request-id", "req-1");
    }

    @Test
    void readsWhatAWholeAnswerSaysOfItself() {
        assertThat(dialect().read(TestCalls.plain(), Buffer.buffer(answer())))
                .isEqualTo(new Dialect.Facts(Usage.of(3, 2), "stop", ""));
    }

    @Test
    void aCutAnswerIsNone() {
        for (int end = 0; end < answer().length(); end++) {
            var cut = Buffer.buffer(answer().substring(0, end));
            assertThatThrownBy(() -> dialect().read(TestCalls.plain(), cut))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.UPSTREAM_PROTOCOL));
        }
    }

    @Test
    void aStreamIsDoneAtItsEndAndNoSooner() {
        var events = dialect().events(TestCalls.stream());
        for (char c : stream().toCharArray()) {
            assertThat(events.done()).isFalse();
            var unused = events.take(Buffer.buffer().appendByte((byte) c));
        }
        assertThat(events.done()).isTrue();
        assertThat(events.failure()).isNull();
        assertThat(events.facts()).isEqualTo(new Dialect.Facts(Usage.of(3, 2), "stop", ""));
    }

    @Test
    void aStreamWithoutContentIsAFailure() {
        var events = dialect().events(TestCalls.stream());
        var unused = events.end();
        assertThat(events.failure()).isNotNull();
    }

    @Test
    void anErrorIsBroughtIntoOpenAisShapeOrIsNone() {
        assertThat(String.valueOf(dialect().error(Buffer.buffer("{\"error\":{\"message\":\"no\"}}"))))
                .contains("\"error\":{", "no");
        assertThat(dialect().error(Buffer.buffer("<html>"))).isNull();
    }
}
