package io.frond.upstream.dialect;

import static io.frond.testing.Replies.USAGE_CHUNK;
import static io.frond.testing.Replies.delta;
import static io.frond.testing.Replies.deltas;
import static io.frond.testing.Replies.done;
import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.finish;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatEventsTest {
    private static final String GOOD = deltas("Grüße 🌱", "\\\"finish_reason\\\":\\\"stop\\\"") + finish();
    private static final String HIDDEN = event(USAGE_CHUNK);

    private static Refused failure(ChatEvents events) {
        return Objects.requireNonNull(events.failure());
    }

    @CanIgnoreReturnValue
    private static String through(ChatEvents events, String bytes, int step) {
        var all = bytes.getBytes(StandardCharsets.UTF_8);
        var out = Buffer.buffer();
        for (int at = 0; at < all.length; at += step) {
            out.appendBuffer(events.take(Buffer.buffer().appendBytes(all, at, Math.min(step, all.length - at))));
        }
        return out.appendBuffer(events.end()).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSameWhereverTheReadsAreCut(String lineEnd) {
        var seen = (": hello\n\n" + GOOD + HIDDEN + done()).replace("\n", lineEnd);
        var expected = (": hello\n\n" + GOOD + done()).replace("\n", lineEnd);
        int length = seen.getBytes(StandardCharsets.UTF_8).length;
        for (int step = 1; step <= length; step++) {
            var events = new ChatEvents(true, 1);
            assertThat(through(events, seen, step))
                    .as("reads of %d bytes", step)
                    .isEqualTo(expected);
            assertThat(events.facts()).isEqualTo(new Dialect.Facts(Usage.of(3, 2), "stop", ""));
            assertThat(events.failure()).isNull();
        }
    }

    @Test
    void randomCutsChangeNothing() {
        var random = new Random(42);
        var all = (GOOD + HIDDEN + done()).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 300; round++) {
            var events = new ChatEvents(true, 1);
            var out = Buffer.buffer();
            for (int at = 0; at < all.length; ) {
                int n = Math.min(1 + random.nextInt(200), all.length - at);
                out.appendBuffer(events.take(Buffer.buffer().appendBytes(all, at, n)));
                at += n;
            }
            assertThat(out).hasToString(GOOD + done());
        }
    }

    @Test
    void aClientThatAskedForUsageSeesIt() {
        assertThat(through(new ChatEvents(false, 1), GOOD + HIDDEN + done(), 7)).isEqualTo(GOOD + HIDDEN + done());
    }

    @Test
    void aReadOfWholeEventsIsHandedOnWithoutACopy() {
        var read = Buffer.buffer(GOOD);
        assertThat(new ChatEvents(true, 1).take(read)).isSameAs(read);
    }

    @Test
    void anEventWaitsForItsEndButACommentDoesNot() {
        var events = new ChatEvents(true, 1);
        assertThat(events.take(Buffer.buffer(delta("Hi").substring(0, 30))).length())
                .isZero();
        assertThat(events.take(Buffer.buffer(delta("Hi").substring(30)))).hasToString(delta("Hi"));
        assertThat(events.take(Buffer.buffer(": still thinking\n"))).hasToString(": still thinking\n");
        assertThat(events.torn().length()).isZero();
    }

    @Test
    void aHugeEventGoesOnInPiecesAndIsReadAllTheSame() {
        var huge = event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(1_500_000)
                + "\"},\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":8}}");
        var events = new ChatEvents(true, 1);
        var first = events.take(Buffer.buffer(huge.substring(0, 100_000)));
        assertThat(first.length()).isEqualTo(100_000);
        assertThat(events.torn()).hasToString("\n\n");
        assertThat(through(events, huge.substring(100_000) + done(), 50_001))
                .isEqualTo(huge.substring(100_000) + done());
        assertThat(events.facts()).isEqualTo(new Dialect.Facts(Usage.of(9, 8), "length", ""));
        assertThat(events.torn().length()).isZero();
    }

    @Test
    void readsDataWithoutASpaceAndOverSeveralLines() {
        var events = new ChatEvents(true, 1);
        var stream =
                "event: chunk\nid: 7\ndata:{\"choices\":[{\"index\":0,\ndata: \"finish_reason\":\"stop\"}]}\n\ndata:[DONE]\n\n";
        assertThat(through(events, stream, 5)).isEqualTo(stream);
        assertThat(events.done()).isTrue();
        assertThat(events.facts().finish()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[{\"ind", "sorry", "{}{}", "null", "[{\"choices\":[]}]", "7", "\"text\""})
    void anEventThatIsNoJsonObjectIsLeftOut(String data) {
        var events = new ChatEvents(true, 1);
        assertThat(through(events, delta("a") + event(data) + delta("b") + finish() + done(), 11))
                .isEqualTo(deltas("a", "b") + finish() + done());
        assertThat(events.failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"ind\n",
                "data: {\"choices\":[{\"ind",
                "id: 7\ndata: {\"id\":\"c\r\n",
                "data: 7 8"
            })
    void anEventThatBreaksOffAndRunsIntoTheNextDoesNotTakeItAlong(String broken) {
        var stream = delta("a") + broken + deltas("b", "c") + finish() + broken + done();
        for (int step = 1; step <= stream.length(); step++) {
            var events = new ChatEvents(true, 1);
            assertThat(through(events, stream, step))
                    .as("reads of %d bytes", step)
                    .isEqualTo(deltas("a", "b", "c") + finish() + done());
            assertThat(events.failure()).isNull();
            assertThat(events.done()).isTrue();
        }
    }

    static Stream<String> oddities() {
        return Stream.of(
                "{\"x\":" + "7".repeat(3_000) + "}",
                "{\"x\":0." + "7".repeat(3_000) + "}",
                "{\"" + "n".repeat(60_000) + "\":1}",
                "{\"x\":" + "[".repeat(150) + "]".repeat(150) + "}",
                "{\"usage\":{\"prompt_tokens\":" + "9".repeat(30) + "}}",
                "{\"choices\":[{\"index\":" + "9".repeat(30) + ",\"finish_reason\":\"stop\"}]}",
                "{\"x\":[1e999,-0,\"\",null]}");
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void whatIsJsonIsHandedOnHoweverOdd(String json) {
        var events = new ChatEvents(true, 1);
        assertThat(through(events, delta("a") + event(json) + finish() + done(), 1_000))
                .isEqualTo(delta("a") + event(json) + finish() + done());
        assertThat(events.failure()).isNull();
        assertThat(events.facts().usage().reported()).isFalse();
    }

    @Test
    void anEventThatIsTooDeepToBeReadIsNotPassedOverInSilence() {
        var events = new ChatEvents(true, 1);
        through(events, delta("a") + event("[".repeat(2_000) + "]".repeat(2_000)) + finish() + done(), 1_000);
        assertThat(failure(events).reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
    }

    @Test
    void aStreamIsCompleteOnlyWhenEachChoiceHasEnded() {
        var second = delta("b").replace("\"index\":0", "\"index\":1");
        var events = new ChatEvents(true, 1);
        through(events, delta("a") + second + finish(), 1000);
        assertThat(failure(events).reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        var both = new ChatEvents(true, 1);
        var end = finish() + finish().replace("\"index\":0", "\"index\":1");
        assertThat(through(both, delta("a") + second + end, 1000)).isEqualTo(delta("a") + second + end + done());
        assertThat(both.failure()).isNull();
    }

    @Test
    void aStreamThatBreaksBeforeItsSecondChoiceBeginsIsNotComplete() {
        var broken = new ChatEvents(true, 2);
        through(broken, delta("a") + finish(), 1000);
        assertThat(failure(broken).reason()).isEqualTo(Reason.UPSTREAM_PROTOCOL);
        var said = new ChatEvents(true, 2);
        assertThat(through(said, delta("a") + finish() + done(), 1000))
                .as("a model that gives one answer only, and says so")
                .isEqualTo(delta("a") + finish() + done());
        assertThat(said.failure()).isNull();
    }

    @Test
    void theMarkerCountsEvenWithoutItsBlankLine() {
        var events = new ChatEvents(true, 1);
        assertThat(through(events, delta("a") + "data: [DONE]", 4)).isEqualTo(delta("a") + done());
        assertThat(events.done()).isTrue();
    }

    @Test
    void theMarkerIsNotOverBetweenItsCarriageReturnAndItsLineFeed() {
        var events = new ChatEvents(true, 1);
        assertThat(events.take(Buffer.buffer("data: [DONE]\r\n\r"))).hasToString("data: [DONE]\r\n\r");
        assertThat(events.done()).isFalse();
        assertThat(events.complete())
                .as("nothing more is waited for than the line feed")
                .isTrue();
        assertThat(events.take(Buffer.buffer("\n"))).hasToString("\n");
        assertThat(events.done()).isTrue();
    }

    @Test
    void theMarkerOfAStreamWithoutLineFeedsIsOverWhenTheStreamIs() {
        var events = new ChatEvents(true, 1);
        assertThat(through(events, "data: [DONE]\r\r", 1)).isEqualTo("data: [DONE]\r\r");
        assertThat(events.done()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n",
                "data: {\"error\":\"out of memory\"}\n\n",
                "event: error\ndata: {\"message\":\"x\",\"error\":\"out of memory\"}\n\n"
            })
    void anErrorEventEndsTheStreamAndDoesNotGoOn(String error) {
        var events = new ChatEvents(true, 1);
        assertThat(through(events, delta("a") + error + delta("b") + done(), 9)).isEqualTo(delta("a"));
        assertThat(failure(events).detail()).endsWith("out of memory");
        assertThat(events.done()).isFalse();
    }

    @Test
    void anErrorThatIsNullIsNone() {
        var events = new ChatEvents(true, 1);
        var chunk = event("{\"error\":null,\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}");
        assertThat(through(events, chunk + done(), 1000)).isEqualTo(chunk + done());
        assertThat(events.failure()).isNull();
    }

    @Test
    void usageInAnotherPlaceIsFound() {
        var events = new ChatEvents(true, 1);
        var groq = event(
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}],\"x_groq\":{\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":1}}}");
        through(events, groq + done(), 13);
        assertThat(events.facts().usage()).isEqualTo(Usage.of(4, 1));
    }

    @Test
    void noiseNeverBreaksTheReader() {
        var random = new Random(7);
        var alphabet = "data: {}[]\"\\\r\n:,errochiesusag0".toCharArray();
        for (int round = 0; round < 2_000; round++) {
            var noise = new StringBuilder();
            for (int i = random.nextInt(120); i >= 0; i--) {
                noise.append(alphabet[random.nextInt(alphabet.length)]);
            }
            var events = new ChatEvents(random.nextBoolean(), 1);
            through(events, noise.toString(), 1 + random.nextInt(9));
            assertThat(events.done() || events.failure() != null).isTrue();
        }
    }
}
