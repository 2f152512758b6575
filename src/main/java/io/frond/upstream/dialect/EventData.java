package io.frond.upstream.dialect;

import java.util.Arrays;

/** The data of one event, put together from its lines. A line feed between them stands between JSON tokens only. */
final class EventData {
    private byte[] bytes = new byte[0];
    private int size;

    void add(byte[] in, int from, int to) {
        int length = to - from;
        if (bytes.length < size + length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
        }
        System.arraycopy(in, from, bytes, size, length);
        if (length == 1 && in[from] == '\n') {
            bytes[size] = ' ';
        }
        size += length;
    }

    /** All of it; from here on it is empty. */
    byte[] taken() {
        var taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    static boolean isMark(byte[] data) {
        return data.length >= 6 && new String(data, 0, 6, java.nio.charset.StandardCharsets.US_ASCII).equals("[DONE]");
    }
}
