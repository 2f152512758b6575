package io.frond.http;

import io.frond.model.Refused;
import io.frond.model.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;

/**
 * Hands a stream on as it arrives: one write per read, and no reading while the client does not fetch. A stream that
 * breaks ends in a broken connection (HTTP/2: a reset stream), without the mark of a clean end; where it is one of
 * events, an error event stands before that. Owned by the exchange's loop.
 */
final class StreamRelay {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final String BLANK_LINE = "\n\n";

    private final Exchange exchange;
    private final HttpServerResponse response;
    private final ReadStream<Buffer> bytes;
    private final boolean events;
    private byte beforeLast = '\n';
    private byte last = '\n';
    private boolean over;

    StreamRelay(Exchange exchange, Reply.Streamed reply) {
        this.exchange = exchange;
        this.response = exchange.response();
        this.bytes = reply.bytes();
        this.events = reply.head().events();
    }

    /** The head must be set; it goes out at once, so that the client knows of the answer before its first token. */
    void start() {
        if (exchange.chunks()) {
            response.setChunked(true).writeHead();
        } else {
            response.write(NOTHING);
        }
        response.drainHandler(fetched -> bytes.resume());
        bytes.exceptionHandler(failure -> exchange.onLoop(() -> broken(failure)));
        bytes.endHandler(end -> exchange.onLoop(this::complete));
        bytes.handler(piece -> exchange.onLoop(() -> more(piece)));
        bytes.resume();
    }

    /** Ends the stream from this side. */
    void broken(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        if (!response.closed()) {
            Refused why = exchange.why(failure);
            if (events) {
                tell(why);
            } else {
                exchange.breakOff();
            }
        }
    }

    private void tell(Refused why) {
        if (!onFreshLine()) {
            exchange.write(Buffer.buffer(BLANK_LINE));
        }
        exchange.breakOff(ErrorBody.event(why));
    }

    private void more(Buffer piece) {
        if (over || response.closed() || piece.length() == 0) {
            return;
        }
        beforeLast = piece.length() > 1 ? piece.getByte(piece.length() - 2) : last;
        last = piece.getByte(piece.length() - 1);
        exchange.write(piece);
        if (response.writeQueueFull()) {
            bytes.pause();
        }
    }

    private void complete() {
        if (over) {
            return;
        }
        over = true;
        if (!response.closed()) {
            exchange.end(NOTHING);
            if (!exchange.chunks()) {
                exchange.breakOff();
            }
        }
    }

    /** Whether the bytes so far end an event, so that the next begins cleanly. CR LF CR LF counts by its last two. */
    private boolean onFreshLine() {
        return (last == '\n' && (beforeLast == '\n' || beforeLast == '\r')) || (last == '\r' && beforeLast == '\r');
    }
}
