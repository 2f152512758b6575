package io.frond.upstream.dialect;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the events in a stream of server-sent events, however it is cut into reads, and lets them through whole.
 *
 * <p>An event goes on when its last byte is here, or not at all when the listener says so. Comments go on with their
 * line, since they hold the client's idle timer. A reader of events can do nothing with half of one, and if the
 * provider breaks off in the middle nothing half has to be mended; so only an event larger than {@link #HELD} goes on
 * in pieces, which bounds what one stream keeps here. Lines end with LF, CRLF or CR. Bytes that go on are the bytes
 * that came; a read of whole events is handed on as it is, without a copy.
 */
final class SseScanner {
    static final int HELD = 64 * 1024;
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event:".getBytes(StandardCharsets.US_ASCII);
    private static final Buffer NOTHING = Buffer.buffer();
    private static final Buffer BLANK_LINE = Buffer.buffer("\n\n");

    /** What becomes of the events. Arrays are lent for the call. */
    interface Listener {
        /** A piece of the current event's data. Lines are joined by a line feed. */
        void data(byte[] in, int from, int to);

        /** The current event's name. */
        void name(String name);

        /** The event is over; whether it goes on. */
        boolean over();

        /** Whether the last event's data could not be read. */
        default boolean spoilt() {
            return false;
        }
    }

    private enum Line {
        UNKNOWN,
        DATA,
        OTHER
    }

    private final Listener listener;
    /** The bytes at hand: those kept, then those of this read. */
    private byte[] at = new byte[0];

    private int size;
    /** Up to here everything has gone on or was dropped, or stands in the run. */
    private int event;
    /** Start of the current line, or of its part that was not read yet. */
    private int line;
    /** Up to here no line end was found. */
    private int scanned;
    /** The run of bytes that go on together. */
    private int runFrom;

    private Buffer out = NOTHING;
    private Line kind = Line.UNKNOWN;
    private boolean fields;
    private boolean dataBefore;
    private boolean partlyGone;
    private boolean lineFeedMayFollow;
    private boolean lastWentOn = true;

    SseScanner(Listener listener) {
        this.listener = listener;
    }

    /** An event went on in part and is not over. */
    boolean partlyGone() {
        return partlyGone;
    }

    /** The last byte was a CR, and an LF may come that belongs to it. */
    boolean awaitsLineFeed() {
        return lineFeedMayFollow;
    }

    /** What goes on now. */
    Buffer take(Buffer bytes) {
        boolean fresh = size == 0;
        append(bytes);
        out = NOTHING;
        runFrom = 0;
        skipLineFeed();
        for (int end = lineEnd(); end >= 0; end = lineEnd()) {
            lineOver(end);
        }
        if (partlyGone || size - event > HELD) {
            letGo();
        }
        if (fresh && event == size && runFrom == 0 && out.length() == 0) {
            keepFrom(size);
            return bytes;
        }
        goOn(event);
        keepFrom(event);
        return out;
    }

    /** The provider ended, perhaps within a line: what is there counts as the last event. */
    Buffer end() {
        var rest = size > 0 || partlyGone || fields ? take(BLANK_LINE) : NOTHING;
        lineFeedMayFollow = false;
        return rest;
    }

    /** Nothing more comes: the rest of an event that is not whole goes nowhere. */
    void forget() {
        size = 0;
        lineFeedMayFollow = false;
    }

    private void append(Buffer bytes) {
        if (size == 0) {
            at = bytes.getBytes();
        } else {
            if (at.length < size + bytes.length()) {
                at = Arrays.copyOf(at, Math.max(2 * at.length, size + bytes.length()));
            }
            bytes.getBytes(at, size);
        }
        size += bytes.length();
    }

    /** A CR ended the line before; an LF right behind it belongs to it. */
    private void skipLineFeed() {
        if (!lineFeedMayFollow || size == line) {
            return;
        }
        lineFeedMayFollow = false;
        if (at[line] != '\n') {
            return;
        }
        boolean betweenEvents = event == line;
        line++;
        scanned = line;
        if (betweenEvents) {
            passOver(line, lastWentOn);
        }
    }

    private int lineEnd() {
        for (int i = scanned; i < size; i++) {
            if (at[i] == '\n' || at[i] == '\r') {
                return i;
            }
        }
        scanned = size;
        return -1;
    }

    private void lineOver(int end) {
        boolean blank = end == line && kind == Line.UNKNOWN;
        boolean comment = !blank && !fields && kind == Line.UNKNOWN && at[line] == ':';
        if (!blank && !comment) {
            readLine(end);
        }
        line = end + 1;
        if (at[end] == '\r') {
            if (line < size) {
                line += at[line] == '\n' ? 1 : 0;
            } else {
                lineFeedMayFollow = true;
            }
        }
        scanned = line;
        kind = Line.UNKNOWN;
        if (blank) {
            eventOver();
        } else if (comment && !partlyGone) {
            passOver(line, true);
            lastWentOn = true;
        }
    }

    private void readLine(int end) {
        fields = true;
        switch (kind) {
            case DATA -> listener.data(at, line, end);
            case OTHER -> {}
            case UNKNOWN -> {
                if (starts(DATA, end)) {
                    beginData(line, end);
                } else if (starts(EVENT, end)) {
                    listener.name(new String(at, line + 6, end - line - 6, StandardCharsets.UTF_8).strip());
                }
            }
        }
    }

    private void beginData(int start, int end) {
        if (dataBefore) {
            listener.data(new byte[] {'\n'}, 0, 1);
        }
        dataBefore = true;
        int from = start + DATA.length;
        listener.data(at, from < end && at[from] == ' ' ? from + 1 : from, end);
    }

    private boolean starts(byte[] prefix, int end) {
        return end - line >= prefix.length && Arrays.equals(at, line, line + prefix.length, prefix, 0, prefix.length);
    }

    private void eventOver() {
        boolean goesOn = !fields || listener.over() || mended();
        lastWentOn = goesOn || partlyGone;
        passOver(line, lastWentOn);
        fields = false;
        dataBefore = false;
        partlyGone = false;
    }

    /**
     * Whether a good event follows within one that could not be read: a provider that breaks off within an event and
     * goes on with the next leaves out the end of a line. Then the good one goes on, without what stands before it.
     */
    private boolean mended() {
        int from = partlyGone || !listener.spoilt() ? -1 : lastData();
        if (from <= event) {
            return false;
        }
        dataBefore = false;
        beginData(from, endOfLine(from));
        if (!listener.over()) {
            return false;
        }
        passOver(from, false);
        return true;
    }

    private int endOfLine(int from) {
        int end = from;
        while (at[end] != '\n' && at[end] != '\r') {
            end++;
        }
        return end;
    }

    /** Where the last thing in the event begins that looks like data. */
    private int lastData() {
        int from = line - DATA.length;
        while (from > event && !Arrays.equals(at, from, from + DATA.length, DATA, 0, DATA.length)) {
            from--;
        }
        return from;
    }

    /** Lets an event that is too large to keep go on up to here, read as far as it can be. */
    private void letGo() {
        if (kind == Line.UNKNOWN && size - line > DATA.length) {
            fields = true;
            kind = starts(DATA, size) ? Line.DATA : Line.OTHER;
            if (kind == Line.DATA) {
                beginData(line, size);
            }
            line = size;
        } else if (kind != Line.UNKNOWN) {
            readLine(size);
            line = size;
        }
        partlyGone = true;
        passOver(line, true);
    }

    private void passOver(int to, boolean goesOn) {
        if (!goesOn) {
            goOn(event);
            runFrom = to;
        }
        event = to;
    }

    private void goOn(int to) {
        if (to > runFrom) {
            if (out.length() == 0) {
                out = Buffer.buffer(to - runFrom);
            }
            out.appendBytes(at, runFrom, to - runFrom);
        }
    }

    private void keepFrom(int from) {
        int kept = size - from;
        System.arraycopy(at, from, at, 0, kept);
        size = kept;
        event = 0;
        line -= from;
        scanned -= from;
        if (kept == 0) {
            at = new byte[0];
        }
    }
}
