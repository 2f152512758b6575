package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events whose data are JSON objects, each read in passing, however it is cut. Drops what the client must
 * not see: an event that is no JSON object, everything behind the end, and what the kind of stream leaves out.
 */
abstract class JsonEvents<D extends JsonDocument> implements Dialect.Events, SseScanner.Listener {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final SseScanner scanner = new SseScanner(this);
    private boolean done;
    private @Nullable Refused failure;
    private int dropped;

    private @Nullable D document;
    private @Nullable JsonParser parser;
    private boolean malformed;
    private boolean spoilt;
    private boolean marker;
    private String name = "";

    /** A document to read the next event with. */
    abstract D fresh();

    /** Takes note of an event; whether it goes on. May end the stream. */
    abstract boolean judge(D seen);

    /** What the provider left out at the end of a complete stream. */
    abstract Buffer missingEnd();

    /** The provider has said that this was all. */
    final void finished() {
        done = true;
    }

    @Override
    public final Buffer take(Buffer bytes) {
        return scanner.take(bytes);
    }

    @Override
    public final Buffer end() {
        var rest = scanner.end();
        if (done || failure != null) {
            return rest;
        }
        if (complete()) {
            return Buffer.buffer().appendBuffer(rest).appendBuffer(ended());
        }
        failure = Refused.of(Reason.UPSTREAM_PROTOCOL, "The model service stopped before its answer was complete.");
        return rest;
    }

    private Buffer ended() {
        done = true;
        return missingEnd();
    }

    /** Of an event that is half handed on, the client would read the half. */
    @Override
    public final Buffer cut() {
        if (scanner.partlyGone()) {
            failure = Refused.of(Reason.UPSTREAM_PROTOCOL, "The model service broke off within an event.");
            return Buffer.buffer();
        }
        scanner.forget();
        return done ? Buffer.buffer() : ended();
    }

    @Override
    public final int dropped() {
        return dropped;
    }

    @Override
    public final Buffer torn() {
        return Buffer.buffer(scanner.partlyGone() ? "\n\n" : "");
    }

    /** The provider has said so, even if a last byte is still to come. */
    final boolean said() {
        return done;
    }

    /** Not between the CR and the LF that end the last event: the client would miss the LF. */
    @Override
    public final boolean done() {
        return done && !scanner.awaitsLineFeed();
    }

    @Override
    public final @Nullable Refused failure() {
        return failure;
    }

    @Override
    public final void name(String event) {
        name = event;
    }

    @Override
    public final void data(byte[] in, int from, int to) {
        if (document == null && isMarker(in, from, to)) {
            marker = true;
        } else if (!marker && !malformed && to > from) {
            read(in, from, to);
        }
    }

    private static boolean isMarker(byte[] in, int from, int to) {
        return to - from >= DONE.length && Arrays.equals(in, from, from + DONE.length, DONE, 0, DONE.length);
    }

    private void read(byte[] in, int from, int to) {
        try {
            if (document == null || parser == null) {
                document = fresh();
                parser = Json.FACTORY.createNonBlockingByteArrayParser();
            }
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(in, from, to);
            walk(parser, document);
        } catch (IOException e) {
            unreadable(e);
        }
    }

    /** What is not JSON is garbage; what is only too much of it may be the answer. */
    private void unreadable(IOException why) {
        malformed = true;
        if (!done && why instanceof StreamConstraintsException) {
            failure = Refused.of(
                    Reason.UPSTREAM_PROTOCOL, "The model service sent an event that is nested too deeply to be read.");
        }
    }

    private static void walk(JsonParser parser, JsonDocument document) throws IOException {
        for (var token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            document.see(token, parser);
        }
    }

    @Override
    public final boolean over() {
        boolean goesOn = !done && failure == null && judged();
        spoilt = malformed && failure == null;
        document = null;
        parser = null;
        malformed = false;
        marker = false;
        name = "";
        return goesOn;
    }

    @Override
    public final boolean spoilt() {
        return spoilt;
    }

    private boolean judged() {
        if (marker) {
            done = true;
            return true;
        }
        var seen = read();
        var error = seen == null ? null : seen.error();
        if (error != null || name.equals("error")) {
            failure = Refused.of(
                    Reason.UPSTREAM_5XX,
                    "The model service broke off with an error: " + Plain.text(error == null ? "no details" : error));
            return false;
        }
        boolean readable = seen == null ? !malformed : seen.isObject();
        dropped += readable || failure != null || scanner.partlyGone() ? 0 : 1;
        return readable && (seen == null || judge(seen));
    }

    /** The event's document, read to its end; null where it has none, or a malformed one. */
    private @Nullable D read() {
        if (document == null || parser == null || malformed) {
            return null;
        }
        try {
            parser.getNonBlockingInputFeeder().endOfInput();
            walk(parser, document);
            malformed = !document.whole();
            parser.close();
        } catch (IOException e) {
            unreadable(e);
        }
        return malformed ? null : document;
    }
}
