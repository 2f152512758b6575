package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A stream of chat completion chunks. Looks into each event as it passes, drops what the client must not see: the
 * usage that Frond asked for, an event that is not JSON, everything behind the end.
 */
final class ChatEvents implements Dialect.Events, SseScanner.Listener {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
    private static final Buffer END = Buffer.buffer("data: [DONE]\n\n");

    private final SseScanner scanner = new SseScanner(this);
    private final boolean hideUsage;
    private final BitSet begun = new BitSet();
    private final BitSet ended = new BitSet();
    private Usage usage = Usage.UNKNOWN;
    private String finish = "";
    private boolean done;
    private @Nullable Refused failure;

    private @Nullable ChatDocument document;
    private @Nullable JsonParser parser;
    private boolean malformed;
    private boolean marker;
    private String name = "";

    ChatEvents(boolean hideUsage) {
        this.hideUsage = hideUsage;
    }

    @Override
    public Buffer take(Buffer bytes) {
        return scanner.take(bytes);
    }

    @Override
    public Buffer end() {
        var rest = scanner.end();
        if (done || failure != null) {
            return rest;
        }
        if (complete()) {
            done = true;
            return Buffer.buffer().appendBuffer(rest).appendBuffer(END);
        }
        failure = Refused.of(Reason.UPSTREAM_PROTOCOL, "The model service stopped before its answer was complete.");
        return rest;
    }

    @Override
    public Buffer torn() {
        return Buffer.buffer(scanner.partlyGone() ? "\n\n" : "");
    }

    /** Not between the CR and the LF that end the marker: the client would miss the LF. */
    @Override
    public boolean done() {
        return done && !scanner.awaitsLineFeed();
    }

    @Override
    public boolean complete() {
        return done || (!begun.isEmpty() && begun.equals(ended));
    }

    @Override
    public @Nullable Refused failure() {
        return failure;
    }

    @Override
    public Dialect.Facts facts() {
        return new Dialect.Facts(usage, finish);
    }

    @Override
    public void name(String event) {
        name = event;
    }

    @Override
    public void data(byte[] in, int from, int to) {
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
                document = new ChatDocument();
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

    private static void walk(JsonParser parser, ChatDocument document) throws IOException {
        for (var token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            document.see(token, parser);
        }
    }

    @Override
    public boolean over() {
        boolean goesOn = !done && failure == null && judge();
        document = null;
        parser = null;
        malformed = false;
        marker = false;
        name = "";
        return goesOn;
    }

    private boolean judge() {
        if (marker) {
            done = true;
            return true;
        }
        var seen = finished();
        var error = seen == null ? null : seen.error();
        if (error != null || name.equals("error")) {
            failure = Refused.of(
                    Reason.UPSTREAM_5XX,
                    "The model service broke off with an error: " + Plain.text(error == null ? "no details" : error));
            return false;
        }
        return seen == null ? !malformed : judge(seen);
    }

    private boolean judge(ChatDocument seen) {
        note(seen);
        return !(hideUsage && seen.isUsageOnly());
    }

    /** The event's document, read to its end; null where it has none, or a malformed one. */
    private @Nullable ChatDocument finished() {
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

    private void note(ChatDocument seen) {
        if (seen.usage().reported()) {
            usage = seen.usage();
        }
        begun.or(seen.begun());
        ended.or(seen.ended());
        if (!seen.firstFinish().isEmpty() && finish.isEmpty()) {
            finish = seen.firstFinish();
        }
    }
}
