package io.frond.http;

import io.frond.model.Reason;
import io.frond.model.Refused;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a JSON text and where the words in them end. Places are indices into the array.
 *
 * <p>Strings are well-formed UTF-8 (RFC 3629), and their escapes name characters: halves of surrogate pairs and
 * overlong forms read differently at every hop. Plain ASCII, most of any prompt, goes eight bytes at a time.
 */
final class JsonText {
    static final int MAX_DIGITS = 1000;

    /** Bytes of each end of a long text. */
    static final int EXCERPT = 4096;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BLANKS = 0x2020202020202020L;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

    private final byte[] bytes;
    private final int start;
    private final int end;

    JsonText(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.end = start + length;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** How many bytes of the text stand before. */
    int offset(int at) {
        return at - start;
    }

    /** The byte there; throws where the text has ended. */
    byte at(int at) {
        if (at >= end) {
            throw tooShort();
        }
        return bytes[at];
    }

    boolean is(int at, char expected) {
        return at(at) == expected;
    }

    int behindBlanks(int from) {
        int at = from;
        while (at < end && blank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean blank(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    int behindWord(int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!is(from + i, word.charAt(i))) {
                throw malformed(from);
            }
        }
        return from + word.length();
    }

    int behindNumber(int from) {
        int at = is(from, '-') ? from + 1 : from;
        at = is(at, '0') ? at + 1 : behindDigits(at);
        if (at < end && bytes[at] == '.') {
            at = behindDigits(at + 1);
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            boolean signed = at(at + 1) == '+' || at(at + 1) == '-';
            at = behindDigits(at + (signed ? 2 : 1));
        }
        if (at - from > MAX_DIGITS) {
            throw tooMuch(from);
        }
        return at;
    }

    private int behindDigits(int from) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw at == end ? tooShort() : malformed(at);
        }
        return at;
    }

    /** @param from the opening quote */
    int behindString(int from) {
        int at = from + 1;
        while (true) {
            at = behindPlain(at);
            byte c = at(at);
            if (c == '"') {
                return at + 1;
            }
            at = c == '\\' ? behindEscape(at) : c < 0 ? behindSequence(at) : behindOne(at);
        }
    }

    /** Four words at a time where nothing special is near, as in most of a long text. */
    private int behindPlain(int from) {
        int at = from;
        while (at + 4 * Long.BYTES <= end && !specialWithin(at)) {
            at += 4 * Long.BYTES;
        }
        while (at + Long.BYTES <= end) {
            long found = special((long) LONGS.get(bytes, at)) & HIGH_BITS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        return at;
    }

    private boolean specialWithin(int at) {
        long first = special((long) LONGS.get(bytes, at)) | special((long) LONGS.get(bytes, at + Long.BYTES));
        long second = special((long) LONGS.get(bytes, at + 2 * Long.BYTES))
                | special((long) LONGS.get(bytes, at + 3 * Long.BYTES));
        return ((first | second) & HIGH_BITS) != 0;
    }

    /**
     * Has a high bit where one of eight bytes is a quote, a backslash, a control character or beyond ASCII. Only the
     * lowest is to be trusted: a borrow may have set the next.
     */
    private static long special(long word) {
        return word | (word - BLANKS) | ((word ^ QUOTES) - LOW_BITS) | ((word ^ BACKSLASHES) - LOW_BITS);
    }

    private int behindOne(int at) {
        if (bytes[at] < ' ') {
            throw malformed(at);
        }
        return at + 1;
    }

    private int behindSequence(int at) {
        int length = sequence(at, bytes[at] & 0xff);
        if (length == 0) {
            throw invalid("The body is not valid UTF-8 at byte " + offset(at) + ". JSON is sent in UTF-8.");
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
        return at < end && (bytes[at] & 0xff) >= low && (bytes[at] & 0xff) <= high;
    }

    private int behindEscape(int at) {
        byte kind = at(at + 1);
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) < 0) {
                throw malformed(at);
            }
            return at + 2;
        }
        char unit = unit(at);
        if (!Character.isSurrogate(unit)) {
            return at + 6;
        }
        boolean pair = Character.isHighSurrogate(unit)
                && at + 7 < end
                && bytes[at + 6] == '\\'
                && bytes[at + 7] == 'u'
                && Character.isLowSurrogate(unit(at + 6));
        if (!pair) {
            throw invalid(
                    "The escape at byte " + offset(at) + " is half of a surrogate pair. Both halves belong together.");
        }
        return at + 12;
    }

    /** The UTF-16 unit that a backslash, a {@code u} and four digits at this place name. */
    private char unit(int at) {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(at(i), 16);
            if (digit < 0) {
                throw malformed(at);
            }
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }

    String ascii(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The string between two quotes, which was read before. */
    String decoded(int from, int to) {
        return decoded(bytes, from + 1, to - 1);
    }

    /**
     * The string between two quotes, which was read before; of a long one its two ends, where people ask. Ends are cut
     * at a blank or before a character beyond ASCII, since neither stands within an escape.
     */
    String excerpt(int from, int to) {
        int first = from + 1;
        int last = to - 1;
        if (last - first <= 2 * EXCERPT) {
            return decoded(bytes, first, last);
        }
        return decoded(bytes, first, headEnd(first)) + "\n" + decoded(bytes, tailStart(last), last);
    }

    private int headEnd(int from) {
        int limit = from + EXCERPT;
        int at = limit;
        while (at > from && !cut(bytes[at])) {
            at--;
        }
        return at > from ? at : escape(bytes, from, limit);
    }

    private int tailStart(int to) {
        int at = to - EXCERPT;
        while (at < to && !cut(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean cut(byte c) {
        return c == ' ' || (c & 0xc0) == 0xc0;
    }

    /** What stands between two quotes of a string that was found well-formed. */
    static String decoded(byte[] in, int from, int to) {
        int escape = escape(in, from, to);
        if (escape == to) {
            return new String(in, from, to - from, StandardCharsets.UTF_8);
        }
        var text = new StringBuilder(to - from);
        int at = from;
        while (escape < to) {
            text.append(new String(in, at, escape - at, StandardCharsets.UTF_8));
            at = in[escape + 1] == 'u' ? escape + 6 : escape + 2;
            text.append(named(in, escape));
            escape = escape(in, at, to);
        }
        return text.append(new String(in, at, to - at, StandardCharsets.UTF_8)).toString();
    }

    private static int escape(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] != '\\') {
            at++;
        }
        return at;
    }

    private static char named(byte[] in, int escape) {
        return switch (in[escape + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(new String(in, escape + 2, 4, StandardCharsets.ISO_8859_1), 16);
            default -> (char) in[escape + 1];
        };
    }

    Refused malformed(int at) {
        return invalid("The body is not valid JSON" + place(at) + ".");
    }

    Refused tooMuch(int at) {
        return invalid("The body goes beyond what is read" + place(at) + ": at most " + Cursor.MAX_DEPTH
                + " levels of nesting, and numbers of " + MAX_DIGITS + " characters.");
    }

    private Refused tooShort() {
        return invalid("The body is not valid JSON: it ends too early" + place(end) + ".");
    }

    private String place(int at) {
        int line = 1;
        int column = 1;
        for (int i = start; i < at; i++) {
            column = bytes[i] == '\n' ? 1 : column + 1;
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return " at line " + line + ", column " + column + " (byte " + offset(at) + ")";
    }

    private static Refused invalid(String detail) {
        return Refused.of(Reason.CALLER_INVALID, detail);
    }
}
