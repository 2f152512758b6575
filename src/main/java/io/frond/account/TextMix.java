package io.frond.account;

import io.vertx.core.buffer.Buffer;

/**
 * How much text of which kind stands in pieces of JSON, in characters. Escaped characters count as what they stand for.
 * Of more than 64 KiB, evenly spread samples are read. Not thread-safe.
 */
final class TextMix {
    /** Kinds of characters that tokenisers treat alike. */
    enum Kind {
        /** Letters and blanks of English. */
        WORD(0.20),
        /** Digits, punctuation, line breaks: code, tables, markup. */
        SIGN(0.52),
        /** Two bytes in UTF-8: accents, Greek, Cyrillic, Hebrew, Arabic. */
        TWO(0.42),
        /** Three bytes: Chinese, Japanese, Korean, the scripts of India and Thailand. */
        THREE(0.75),
        /** Four bytes: emoji, rare characters. */
        FOUR(1.8);

        /** Tokens of one such character, as the vocabularies of today have them, more or less. */
        final double tokens;

        Kind(double tokens) {
            this.tokens = tokens;
        }
    }

    private static final int ALL_OF = 64 << 10;
    private static final int WINDOW = 1 << 10;
    private static final int CODE = 4;

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
        int i = from;
        while (i < to) {
            int b = body.getByte(i) & 0xff;
            if (b == '\\' && i + 1 < to) {
                i += escape(body, i + 1, to, weight);
            } else {
                note(b, weight);
                i++;
            }
        }
    }

    /** @return bytes of it */
    private int escape(Buffer body, int at, int to, double weight) {
        if (body.getByte(at) != 'u' || at + CODE >= to) {
            characters[Kind.SIGN.ordinal()] += weight;
            return 2;
        }
        int code = 0;
        for (int i = at + 1; i <= at + CODE; i++) {
            code = code * 16 + Math.max(0, Character.digit(body.getByte(i), 16));
        }
        if (Character.isSurrogate((char) code)) {
            characters[Kind.FOUR.ordinal()] += weight / 2;
        } else {
            characters[(code < 0x80 ? Kind.SIGN : code < 0x800 ? Kind.TWO : Kind.THREE).ordinal()] += weight;
        }
        return 2 + CODE;
    }

    /** The first byte of a character tells how many it has; those after it count for nothing. */
    private void note(int b, double weight) {
        if (b < 0x80) {
            boolean word = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == ' ';
            characters[(word ? Kind.WORD : Kind.SIGN).ordinal()] += weight;
        } else if (b >= 0xf0) {
            characters[Kind.FOUR.ordinal()] += weight;
        } else if (b >= 0xe0) {
            characters[Kind.THREE.ordinal()] += weight;
        } else if (b >= 0xc0) {
            characters[Kind.TWO.ordinal()] += weight;
        }
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
        return characters[kind.ordinal()] * kind.tokens;
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
