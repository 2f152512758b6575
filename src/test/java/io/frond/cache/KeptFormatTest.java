package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.AsOf;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.frond.model.Source;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptFormatTest {
    private final Kept kept = new Kept(
            new Origin("acme", "gpt", "digest of the request"),
            new Head(422, Map.of("content-type", "application/json", "x-frond-simulated", "true")),
            Buffer.buffer("{\"id\":\"ä\"}"),
            true,
            "stop",
            new Provenance(
                    "policy",
                    List.of("returns.md"),
                    List.of(new Source("policies", "returns.md", "d1")),
                    new AsOf(Instant.ofEpochSecond(7), List.of("returns.md"))),
            Duration.ofSeconds(90));

    @Test
    void whatIsWrittenReadsTheSame() {
        assertThat(KeptFormat.read(KeptFormat.write(kept))).contains(kept);
    }

    @Test
    void anythingCutShortReadsAsNothing() {
        var bytes = KeptFormat.write(kept);
        for (int length = 0; length < bytes.length(); length++) {
            assertThat(KeptFormat.read(bytes.getBuffer(0, length))).isEmpty();
        }
        assertThat(KeptFormat.read(bytes.copy().appendByte((byte) 0))).isEmpty();
    }

    @Test
    void aBodyOfUsualSizeIsMadeSmallerAndComesBackAsItWas() {
        var long_ = with(Buffer.buffer("{\"content\":\"so it goes, on and on\"}".repeat(300)));

        var bytes = KeptFormat.write(long_);

        assertThat(bytes.length()).isLessThan(1_000);
        assertThat(KeptFormat.read(bytes)).contains(long_);
        assertThat(KeptFormat.read(bytes.getBuffer(0, bytes.length() - 1))).isEmpty();
    }

    @Test
    void whatWouldNotBecomeSmallerIsLeftAsItIs() {
        var noise = new byte[10_000];
        new Random(4).nextBytes(noise);
        for (var body : List.of(
                Buffer.buffer(),
                Buffer.buffer("x".repeat(500)),
                Buffer.buffer(noise),
                Buffer.buffer(new byte[1 << 20]))) {
            var kept = with(body);
            assertThat(KeptFormat.write(kept).length()).isGreaterThan(body.length());
            assertThat(KeptFormat.read(KeptFormat.write(kept))).contains(kept);
        }
    }

    @Test
    void aBodyThatWouldGrowBeyondWhatItSaysReadsAsNothing() {
        var bomb = Deflated.of(Buffer.buffer(new byte[100_000]));
        assertThat(bomb.length()).isLessThan(1_000);

        assertThat(Deflated.whole(bomb, 100_000).length()).isEqualTo(100_000);
        for (int length : new int[] {0, 99_999, 100_001, -1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> Deflated.whole(bomb, length)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private Kept with(Buffer body) {
        return new Kept(kept.origin(), kept.head(), body, true, "stop", kept.provenance(), kept.ttl());
    }

    @Test
    void anotherVersionReadsAsNothing() {
        for (byte version : new byte[] {0, 4, 5, 7}) {
            assertThat(KeptFormat.read(KeptFormat.write(kept).setByte(0, version)))
                    .isEmpty();
        }
    }

    @Test
    void damagedBytesNeverThrow() {
        var random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            var bytes = KeptFormat.write(kept);
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt());
            }
            assertThat(KeptFormat.read(bytes)).isNotNull();
        }
    }
}
