package io.frond.account;

import io.vertx.core.buffer.Buffer;

/**
 * How much text of which kind stands in pieces of JSON, in characters. Escaped characters count as what they stand for.
 * Of more than 8 KiB, evenly spread samples are read. Not thread-safe.
 */
final class TextMix {
    /** Kinds of characters that tokenisers treat alike. */
    enum Kind {
        /** Letters and blanks of English. */
        WORD(0, 0.20),
        /** Digits, punctuation, line breaks: code, tables, markup. */
        SIGN(1, 0.52),
        /** Two bytes in UTF-8: accents, Greek, Cyrillic, Hebrew, Arabic. */
        TWO(2, 0.42),
        /** Three bytes: Chinese, Japanese, Korean, the scripts of India and Thailand. */
        THREE(3, 0.75),
        /** Four bytes: emoji, rare characters. */
        FOUR(4, 1.8);

        /** Tokens of one such character, as the vocabularies of today have them, more or less. */
        final double tokens;

        /** From 0. */
        final int place;

        Kind(int place, double tokens) {
            this.place = place;
            this.tokens = tokens;
        }
    }

    private static final int ALL_OF = 8 << 10;
    private static final int WINDOW = 1 << 8;
    private static final int CODE = 4;
    private static final int ESCAPE = -1;
    private static final int NONE = -2;
    private static final byte[] KIND_OF = new byte[256];

    static {
        for (int b = 0; b < KIND_OF.length; b++) {
            KIND_OF[b] = (byte) kindOf(b);
        }
    }

    private final long[] seen = new long[Kind.values().length];
    private final double[] characters = new double[Kind.values().length];
    private final double step;

    /** @param bytes that will be added altogether */
    TextMix(long bytes) {
        this.step = Math.max(1, (double) bytes / ALL_OF);
    }

    void add(Buffer body, int from, int to) {
        if (step == 1 || to - from <= WINDOW) {
            read(body, from, to, 1);
            return;
        }
        for (double at = from; at < to; at += WINDOW * step) {
            int end = (int) Math.min(to, at + WINDOW);
            double stands = Math.min(to - at, WINDOW * step);
            read(body, (int) at, end, stands / (end - (int) at));
        }
    }

    private void read(Buffer body, int from, int to, double weight) {
        byte[] bytes = body.getBytes(from, to);
        int i = 0;
        while (i < bytes.length) {
            int kind = KIND_OF[bytes[i] & 0xff];
            if (kind == ESCAPE) {
                i += escape(bytes, i + 1);
            } else {
                if (kind != NONE) {
                    seen[kind]++;
                }
                i++;
            }
        }
        for (int kind = 0; kind < seen.length; kind++) {
            characters[kind] += seen[kind] * weight;
            seen[kind] = 0;
        }
    }

    /** @return bytes of it */
    private int escape(byte[] bytes, int at) {
        if (at + CODE >= bytes.length || bytes[at] != 'u') {
            seen[Kind.SIGN.place]++;
            return 2;
        }
        int code = 0;
        for (int i = at + 1; i <= at + CODE; i++) {
            code = code * 16 + Math.max(0, Character.digit(bytes[i], 16));
        }
        if (!Character.isLowSurrogate((char) code)) {
            seen[kind(code).place]++;
        }
        return 2 + CODE;
    }

    /** The first half of a pair stands for both. */
    private static Kind kind(int code) {
        if (Character.isHighSurrogate((char) code)) {
            return Kind.FOUR;
        }
        return code < 0x80 ? Kind.SIGN : code < 0x800 ? Kind.TWO : Kind.THREE;
    }

    /** The first byte of a character tells how many it has; those after it count for nothing. */
    private static int kindOf(int b) {
        if (b == '\\') {
            return ESCAPE;
        }
        if (b < 0x80) {
            boolean word = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == ' ';
            return (word ? Kind.WORD : Kind.SIGN).place;
        }
        if (b < 0xc0) {
            return NONE;
        }
        return (b < 0xe0 ? Kind.TWO : b < 0xf0 ? Kind.THREE : Kind.FOUR).place;
    }

    /** By the usual weights. */
    double tokens() {
        double tokens = 0;
        for (Kind kind : Kind.values()) {
            tokens += tokens(kind);
        }
        return tokens;
    }

    private double tokens(Kind kind) {
        return characters[kind.place] * kind.tokens;
    }

    /** That which makes most of the tokens. */
    Kind mostly() {
        var most = Kind.WORD;
        for (Kind kind : Kind.values()) {
            most = tokens(kind) > tokens(most) ? kind : most;
        }
        return most;
    }
}
