package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FuzzTest {
    private static final int ROUNDS = 1_000;
    private static final String[] SPLINTERS = {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "null", "1e999", "-", "\u0000", "é"
    };

    @Test
    void anyBodyIsAnsweredWith200Or400AndTheConnectionGoesOn(Vertx vertx) {
        int good = 0;
        try (var surface = new Surface(vertx);
                var client = surface.client()) {
            for (int seed = 0; seed < ROUNDS; seed++) {
                int status = client.chat(damaged(new SplittableRandom(seed)))
                        .answer()
                        .status();
                assertThat(status).as("seed " + seed).isIn(200, 400);
                good += status == 200 ? 1 : 0;
            }
        }
        assertThat(good).as("some pass, most do not").isBetween(20, 800);
    }

    @Test
    void anyBytesInsteadOfARequestAreAnsweredWithA4xxOrNotAtAll(Vertx vertx) {
        try (var surface = new Surface(vertx)) {
            for (int seed = 0; seed < ROUNDS / 10; seed++) {
                byte[] bytes = head(new SplittableRandom(seed));
                try (var client = surface.client()) {
                    String answer =
                            client.send(bytes).send("\r\n\r\n\r\n\r\n").hangUp().rest();
                    assertThat(answer).as("seed " + seed).matches("(?s)(HTTP/1.[01] 4.. .*)?");
                }
            }
            try (var client = surface.client()) {
                assertThat(client.chat(Surface.HELLO).answer().status()).isEqualTo(200);
            }
        }
    }

    private static byte[] damaged(SplittableRandom random) {
        byte[] bytes = new RandomRequest(random).text().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i > 0; i--) {
            bytes = damage(bytes, random);
        }
        return bytes;
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        byte[] splinter = SPLINTERS[random.nextInt(SPLINTERS.length)].getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> join(Arrays.copyOf(bytes, at), splinter, Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 -> join(Arrays.copyOf(bytes, at), bytes, new byte[0]);
            default -> flipped(bytes, Math.min(at, bytes.length - 1), random);
        };
    }

    private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
        byte[] copy = bytes.clone();
        if (at >= 0) {
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] head(SplittableRandom random) {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 2";
        return damage(head.getBytes(StandardCharsets.UTF_8), random);
    }

    private static byte[] join(byte[] a, byte[] b, byte[] c) {
        byte[] all = Arrays.copyOf(a, a.length + b.length + c.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        System.arraycopy(c, 0, all, a.length + b.length, c.length);
        return all;
    }
}
