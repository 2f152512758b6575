package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
    void anotherVersionReadsAsNothing() {
        for (byte version : new byte[] {0, 3, 4, 6}) {
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
