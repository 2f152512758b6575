package io.frond.http;

import io.frond.model.Reason;
import io.frond.model.Refused;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are well-formed UTF-8, and whether their {@code \\u} escapes name characters: the JSON parser accepts
 * overlong forms and halves of surrogate pairs, and a body that reads differently at every hop must not pass.
 *
 * <p>Plain ASCII without escapes, most of any prompt, goes eight bytes at a time.
 */
final class TextCheck {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

    private final byte[] bytes;
    private final int from;
    private final int to;

    private TextCheck(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** Throws {@link Refused} at the first byte that is out of place. */
    static void check(byte[] bytes, int from, int to) {
        new TextCheck(bytes, from, to).check();
    }

    private void check() {
        int at = from;
        while (at < to) {
            if (at + Long.BYTES <= to && plain((long) LONGS.get(bytes, at))) {
                at += Long.BYTES;
            } else {
                at = next(at);
            }
        }
    }

    private static boolean plain(long word) {
        long zeroWhereBackslash = word ^ BACKSLASHES;
        long backslash = (zeroWhereBackslash - LOW_BITS) & ~zeroWhereBackslash;
        return ((word | backslash) & HIGH_BITS) == 0;
    }

    private int next(int at) {
        byte lead = bytes[at];
        if (lead >= 0) {
            return lead == '\\' ? escape(at) : at + 1;
        }
        int length = sequence(at, lead & 0xff);
        if (length == 0) {
            throw Refused.of(
                    Reason.CALLER_INVALID,
                    "The body is not valid UTF-8 at byte " + (at - from) + ". JSON is sent in UTF-8.");
        }
        return at + length;
    }

    /** Length of the multi-byte sequence, RFC 3629 table; 0 where it is malformed. */
    private int sequence(int at, int lead) {
        if (lead >= 0xc2 && lead <= 0xdf) {
            return continues(at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            boolean second = continues(at + 1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
            return second && continues(at + 2, 0x80, 0xbf) ? 3 : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            boolean second = continues(at + 1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
            return second && continues(at + 2, 0x80, 0xbf) && continues(at + 3, 0x80, 0xbf) ? 4 : 0;
        }
        return 0;
    }

    private boolean continues(int at, int low, int high) {
        return at < to && (bytes[at] & 0xff) >= low && (bytes[at] & 0xff) <= high;
    }

    /** Behind the escape; one that is no escape at all is left to the JSON parser. */
    private int escape(int at) {
        int unit = unit(at);
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return at + 2;
        }
        if (Character.isHighSurrogate((char) unit)) {
            int second = unit(at + 6);
            if (second >= 0 && Character.isLowSurrogate((char) second)) {
                return at + 12;
            }
        }
        throw Refused.of(
                Reason.CALLER_INVALID,
                "The escape at byte " + (at - from) + " is half of a surrogate pair. Both halves belong together.");
    }

    /** The UTF-16 unit that a {@code \\uXXXX} at this place names; -1 where there is none. */
    private int unit(int at) {
        if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }
}
