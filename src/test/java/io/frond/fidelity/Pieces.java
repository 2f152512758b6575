package io.frond.fidelity;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes cut at random places, as a network may hand them over. */
final class Pieces {
    private static final int FEW = 3_000;

    private Pieces() {}

    /** In pieces of whatever sizes, often of single bytes where there are few. */
    static List<Buffer> of(Buffer bytes, SplittableRandom random) {
        int largest = random.nextInt(3) == 0 && bytes.length() < FEW ? 1 : 1 + random.nextInt(4_000);
        return of(bytes, Math.max(largest, bytes.length() / 500), random);
    }

    /** In pieces of at most so many bytes. */
    static List<Buffer> of(Buffer bytes, int largest, SplittableRandom random) {
        var pieces = new ArrayList<Buffer>();
        for (int at = 0; at < bytes.length(); ) {
            int size = Math.min(1 + random.nextInt(largest), bytes.length() - at);
            pieces.add(Buffer.buffer().appendBuffer(bytes, at, size));
            at += size;
        }
        return pieces;
    }
}
