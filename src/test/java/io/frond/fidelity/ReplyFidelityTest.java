package io.frond.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Usage;
import io.frond.upstream.TestCalls;
import io.frond.upstream.dialect.Dialect;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of a provider's answer in the dialect, without the wire. */
class ReplyFidelityTest {
    private static final int CASES = 2_000;
    private static final Usage USAGE = Usage.of(3, 2);

    @Test
    void aStreamPassesWhereverItIsCutButForTheUsageThatTheClientDidNotAskFor() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new SplittableRandom(seed);
            var stream = new RandomReply(random).stream();
            check("seed " + seed, TestCalls.STREAM, Pieces.of(stream.bytes(), random), stream.withoutUsage());
        }
    }

    @Test
    void aClientThatAskedForUsageGetsEveryByte() {
        for (int seed = 0; seed < CASES / 2; seed++) {
            var random = new SplittableRandom(seed);
            var stream = new RandomReply(random).stream();
            check("seed " + seed, TestCalls.STREAM_WITH_USAGE, Pieces.of(stream.bytes(), random), stream.bytes());
        }
    }

    @Test
    void aWholeAnswerIsReadInWhateverSpelling() {
        for (int seed = 0; seed < CASES; seed++) {
            var body = new RandomReply(new SplittableRandom(seed)).whole();
            assertThat(Dialect.openAi().read(TestCalls.plain(), body))
                    .as("seed " + seed)
                    .isEqualTo(new Dialect.Facts(USAGE, "stop", ""));
        }
    }

    private static void check(String name, String request, List<Buffer> reads, Buffer expected) {
        var events = Dialect.openAi().events(TestCalls.of(request));
        var out = Buffer.buffer();
        for (Buffer read : reads) {
            out.appendBuffer(events.take(read));
        }
        out.appendBuffer(events.end());
        assertThat(events.failure()).as(name).isNull();
        assertThat(out.toString()).as(name).isEqualTo(expected.toString());
        assertThat(events.facts()).as(name).isEqualTo(new Dialect.Facts(USAGE, "stop", ""));
    }
}
