package io.frond.account;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object in one line of UTF-8, written into an array that is used again for the next. Names are taken as they
 * are and must need no escape. Not thread-safe.
 */
final class JsonBytes {
    /** A line that was longer than this gives its array back. */
    private static final int USUAL = 16 << 10;

    private byte[] bytes = new byte[1024];
    private int length;
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    void begin() {
        if (bytes.length > USUAL) {
            bytes = new byte[1024];
        }
        length = 0;
        put('{');
    }

    /** The closing brace and the line feed. */
    void end() {
        put('}');
        put('\n');
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The member only where there is something to tell. */
    void text(String name, String value) {
        if (!value.isEmpty()) {
            name(name);
            put('"');
            escaped(value);
            put('"');
        }
    }

    /** One text of several. */
    void texts(String name, Iterable<String> values, String between) {
        boolean first = true;
        for (String value : values) {
            if (first) {
                name(name);
                put('"');
            } else {
                escaped(between);
            }
            escaped(value);
            first = false;
        }
        if (!first) {
            put('"');
        }
    }

    void flag(String name, boolean value) {
        name(name);
        plain(value ? "true" : "false");
    }

    void number(String name, long value) {
        name(name);
        digits(value);
    }

    void number(String name, @Nullable Long value) {
        if (value != null) {
            number(name, value.longValue());
        }
    }

    /** To three digits behind the point: microseconds, and thousandths of a margin. */
    void number(String name, @Nullable Double value) {
        if (value != null) {
            name(name);
            long thousandths = Math.round(value * 1000);
            if (thousandths < 0) {
                put('-');
            }
            digits(Math.abs(thousandths / 1000));
            fraction((int) Math.abs(thousandths % 1000), 100);
        }
    }

    /** As {@link Instant#toString()} writes it. */
    void instant(String name, Instant value) {
        long whole = value.getEpochSecond();
        int nanos = value.getNano();
        if (whole != second) {
            second = whole;
            var text = Instant.ofEpochSecond(whole).toString();
            secondText = text.substring(0, text.length() - 1);
        }
        name(name);
        put('"');
        plain(secondText);
        if (nanos != 0) {
            nanos(nanos);
        }
        put('Z');
        put('"');
    }

    /** In groups of three digits. */
    private void nanos(int nanos) {
        put('.');
        int unit = 100_000_000;
        int left = nanos;
        do {
            for (int i = 0; i < 3; i++) {
                put('0' + left / unit);
                left %= unit;
                unit = Math.max(1, unit / 10);
            }
        } while (left > 0);
    }

    /** At least one digit, then as many as say something. */
    private void fraction(int value, int highest) {
        put('.');
        int left = value;
        int unit = highest;
        do {
            put('0' + left / unit);
            left %= unit;
            unit /= 10;
        } while (left > 0);
    }

    private void digits(long value) {
        if (value >= 0 && value < 10) {
            put('0' + (int) value);
        } else {
            plain(Long.toString(value));
        }
    }

    private void name(String name) {
        if (length > 1) {
            put(',');
        }
        put('"');
        plain(name);
        put('"');
        put(':');
    }

    /** ASCII that needs no escape. */
    private void plain(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    private void escaped(String text) {
        room(6 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                four(Character.toCodePoint(c, text.charAt(i)));
            } else {
                special(c);
            }
        }
    }

    /** Controls are escaped, those behind ASCII too, which some terminals obey; so are halves of a pair. */
    private void special(char c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c)) {
            put('\\');
            put('u');
            for (int shift = 12; shift >= 0; shift -= 4) {
                put(Character.forDigit((c >> shift) & 0xf, 16));
            }
        } else if (c < 0x800) {
            put(0xc0 | (c >> 6));
            put(0x80 | (c & 0x3f));
        } else {
            put(0xe0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3f));
            put(0x80 | (c & 0x3f));
        }
    }

    private void four(int codePoint) {
        put(0xf0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3f));
        put(0x80 | ((codePoint >> 6) & 0x3f));
        put(0x80 | (codePoint & 0x3f));
    }

    private void put(int b) {
        room(1);
        bytes[length++] = (byte) b;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
