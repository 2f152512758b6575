package io.frond.fidelity;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Makes something wrong of something right. */
final class Damage {
    private static final String[] SPLINTERS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\ud83d",
        "null",
        "1e999",
        "\u0000",
        "é",
        "\r",
        "\n",
        "\r\n\r\n",
        "data: ",
        "data: [DONE]\n\n",
        "0\r\n\r\n",
        "fffffffff\r\n",
        "content-length: 3\r\n",
        "transfer-encoding: chunked\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "connection: close\r\n",
        "usage",
        "error"
    };

    private Damage() {}

    /** Damaged up to three times, now and then not at all. */
    static Buffer of(Buffer whole, SplittableRandom random) {
        var bytes = whole;
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static Buffer once(Buffer whole, SplittableRandom random) {
        int at = random.nextInt(whole.length() + 1);
        int to = at + random.nextInt(Math.min(60, whole.length() - at) + 1);
        var before = Buffer.buffer().appendBuffer(whole, 0, at);
        var after = Buffer.buffer().appendBuffer(whole, at, whole.length() - at);
        return switch (random.nextInt(6)) {
            case 0 -> before;
            case 1 -> before.appendBuffer(splinter(random)).appendBuffer(after);
            case 2 -> before.appendBuffer(whole, to, whole.length() - to);
            case 3 -> before.appendBuffer(whole, 0, to).appendBuffer(after);
            case 4 -> whole.copy().appendBuffer(before);
            default -> flipped(whole.copy(), random);
        };
    }

    private static Buffer splinter(SplittableRandom random) {
        var text = SPLINTERS[random.nextInt(SPLINTERS.length)];
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Buffer flipped(Buffer bytes, SplittableRandom random) {
        if (bytes.length() == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length());
        return bytes.setByte(at, (byte) (bytes.getByte(at) ^ 1 << random.nextInt(8)));
    }
}
