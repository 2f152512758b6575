package io.frond.cache;

import io.vertx.core.buffer.Buffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bodies made smaller, as zlib does it. What comes back is bounded by its length, which is told before. */
final class Deflated {
    /** Of less, little is won; of more, an event loop would be held for longer than a millisecond or two. */
    private static final int LEAST = 2 << 10;

    private static final int MOST = 128 << 10;

    private Deflated() {}

    /** The same body where it would not become smaller, or is not worth the time. */
    static Buffer of(Buffer body) {
        if (body.length() < LEAST || body.length() > MOST) {
            return body;
        }
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(body.getBytes());
            deflater.finish();
            var out = new byte[body.length()];
            int length = deflater.deflate(out);
            return deflater.finished() && length < body.length()
                    ? Buffer.buffer(length).appendBytes(out, 0, length)
                    : body;
        } finally {
            deflater.end();
        }
    }

    /**
     * The body of exactly so many bytes; throws {@link IndexOutOfBoundsException} where these are none, or it would have
     * more or less.
     */
    static Buffer whole(Buffer deflated, int length) {
        if (length < 0 || length > MOST) {
            throw new IndexOutOfBoundsException("a length of " + length);
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(deflated.getBytes());
            var out = new byte[length + 1];
            int there = inflater.inflate(out);
            if (there != length || !inflater.finished()) {
                throw new IndexOutOfBoundsException("not " + length + " bytes");
            }
            return Buffer.buffer(length).appendBytes(out, 0, length);
        } catch (DataFormatException damaged) {
            throw new IndexOutOfBoundsException("not deflated");
        } finally {
            inflater.end();
        }
    }
}
