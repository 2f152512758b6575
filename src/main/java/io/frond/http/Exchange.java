package io.frond.http;

import io.frond.model.Caller;
import io.frond.model.Journal;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Served;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and the one answer it gets. Owned by the event loop of its connection; {@link #onLoop} brings others
 * there.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String JSON = "application/json";
    private static final int PIECE = 64 * 1024;

    /** Error codes of HTTP/2 (RFC 9113, section 7). */
    private static final long NO_ERROR = 0;

    private static final long INTERNAL_ERROR = 2;
    private static final long CANCEL = 8;

    private final HttpServerRequest request;
    private final Journal journal;
    private final Connections connections;
    private final Context context;
    private final Thread loop = Thread.currentThread();
    private final Caller caller = new Caller();
    private final List<Runnable> afterwards = new ArrayList<>(2);
    private final @Nullable Sending sending;
    private Consumer<Refused> interruption = this::refuse;
    private boolean answered;
    private boolean over;

    Exchange(HttpServerRequest request, Journal journal, Connections connections, Context context) {
        this.request = request;
        this.journal = journal;
        this.connections = connections;
        this.context = context;
        this.sending = request.version() == HttpVersion.HTTP_2 ? watched() : null;
        response().closeHandler(gone -> left());
        response().exceptionHandler(broken -> {});
    }

    private Sending watched() {
        var connection = request.connection();
        var watched = new Sending(connections.clock(), () -> Wire.reset(connection, request.streamId(), CANCEL));
        connections.sends(connection, watched);
        return watched;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    Journal journal() {
        return journal;
    }

    Caller caller() {
        return caller;
    }

    /** The right to answer, given once; nobody has it when the client has gone. */
    boolean claim() {
        if (answered || response().closed()) {
            return false;
        }
        answered = true;
        return true;
    }

    /** Runs when the answer is written or the connection is gone, whichever comes first. */
    void afterwards(Runnable work) {
        afterwards.add(work);
    }

    void onLoop(Runnable work) {
        if (Thread.currentThread() == loop) {
            work.run();
        } else {
            context.runOnContext(nothing -> work.run());
        }
    }

    /** What an interruption does once the answer has begun. */
    void whenInterrupted(Consumer<Refused> end) {
        interruption = end;
    }

    /** Ends it from this side: an error where the answer has not begun, else whatever can still be said. */
    void interrupt(Refused why) {
        interruption.accept(why);
        caller.leave();
    }

    /** A small JSON answer of Frond's own. */
    void json(int status, Buffer body) {
        if (claim()) {
            response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
            response().putHeader(ReplyHeaders.REQUEST_ID, journal.id());
            response().putHeader(ReplyHeaders.PROCESSING, millis());
            end(body);
        }
    }

    /** An answer without a body. */
    void nothing(Map<String, String> headers) {
        if (claim()) {
            response().setStatusCode(204).putHeader(ReplyHeaders.REQUEST_ID, journal.id());
            ReplyHeaders.put(headers, response().headers());
            end(Buffer.buffer());
        }
    }

    /** The answer that there is none. To a client that has gone, nothing is written. */
    void refuse(Refused why) {
        if (!claim()) {
            return;
        }
        if (why.reason() == Reason.CALLER_CANCELLED) {
            breakOff();
        } else {
            errorHead(why);
            end(ErrorBody.of(why));
        }
    }

    /** Writes the rest of the answer and lets the connection go on to its next request, where it can. */
    void end(Buffer last) {
        boolean unread = !request.isEnded();
        if (unread && waitsForContinue() && !response().headWritten()) {
            closeAfterwards();
        }
        var written = sending == null ? response().end(last) : endInPieces(last, sending);
        written.onSuccess(sent -> releaseStream())
                .onFailure(lost -> caller.leave())
                .onComplete(done -> finish());
        if (unread && alone()) {
            discard();
        }
    }

    /** Hands a piece of the body on. */
    void write(Buffer piece) {
        var sent = response().write(piece);
        if (sending != null) {
            sending.wrote(sent);
        }
    }

    /** Small enough that a slow client is seen to fetch them. */
    private Future<Void> endInPieces(Buffer body, Sending watched) {
        if (!response().headWritten() && body.length() > 0) {
            response().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        int at = request.method().equals(HttpMethod.HEAD) ? body.length() : 0;
        for (; body.length() - at > PIECE; at += PIECE) {
            write(body.slice(at, at + PIECE));
        }
        var ended = at == body.length() ? response().end() : response().end(body.slice(at, body.length()));
        watched.wrote(ended);
        return ended;
    }

    /** Tells a client of HTTP/2 that is still sending that nobody will read it. */
    private void releaseStream() {
        if (!alone() && !request.isEnded()) {
            var unused = response().reset(NO_ERROR);
        }
    }

    /** Whether the connection serves no other request at the same time. */
    private boolean alone() {
        return sending == null;
    }

    /** Whether the answer can mark its own end; in HTTP/1.0 a stream ends with its connection. */
    boolean chunks() {
        return request.version() != HttpVersion.HTTP_1_0;
    }

    /** Sends what is written and breaks the answer off there: the connection, or its stream where it has others too. */
    void breakOff() {
        if (alone()) {
            connections.condemn(request.connection());
            request.connection().close();
        } else {
            var unused = response().reset(INTERNAL_ERROR);
        }
    }

    /** The same behind a last word. */
    void breakOff(Buffer lastWord) {
        var sent = response().write(lastWord);
        if (sending == null) {
            breakOff();
        } else {
            sending.wrote(sent);
            sent.onComplete(gone -> breakOff());
        }
    }

    /** Milliseconds since the request came. */
    String millis() {
        return Long.toString(connections.clock().since(journal.arrived()).toMillis());
    }

    /** A bug after the answer has begun: nothing sensible can be said any more, but the client must not wait for it. */
    void giveUp(Throwable failure) {
        var unused = bug(failure);
        breakOff();
    }

    /** Why there is no answer. Whatever was not said by a step is a bug. */
    Refused why(Throwable failure) {
        return failure instanceof Refused refused ? refused : bug(failure);
    }

    /** Logs what should not have happened, once, and says so without saying what. */
    private Refused bug(Throwable failure) {
        LOG.error("request {} hit a bug", journal.id(), failure);
        return Refused.of(Reason.INTERNAL, "Frond made a mistake. The log has it under this request id.");
    }

    private void errorHead(Refused why) {
        var headers = response().headers();
        Served served = why.served();
        ReplyHeaders.of(journal, served, headers);
        ReplyHeaders.put(why.headers(), headers);
        ReplyHeaders.put(ErrorBody.retry(why), headers);
        headers.set(HttpHeaders.CONTENT_TYPE, JSON);
        headers.set(ReplyHeaders.PROCESSING, millis());
        if (why.reason().status() == 401) {
            headers.set("www-authenticate", "Bearer");
        }
        if (ErrorBody.endsConnection(why.reason())) {
            closeAfterwards();
        }
        if (why.reason() == Reason.DRAINING) {
            afterwards(() -> connections.condemn(request.connection()));
        }
        response().setStatusCode(why.reason().status());
    }

    /** The connection serves no request after this one. In HTTP/2 a request cannot spoil the next. */
    void closeAfterwards() {
        if (alone()) {
            response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            connections.condemn(request.connection());
        }
    }

    private boolean waitsForContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private void discard() {
        var connection = request.connection();
        request.handler(dropped -> {})
                .endHandler(end -> connections.rest(connection))
                .resume();
    }

    /** In HTTP/2 a stream closes after a good end too. How it ended is then told by its last write. */
    private void left() {
        if (alone() || !response().ended()) {
            caller.leave();
            finish();
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            connections.end(request.connection(), !alone() || request.isEnded());
            if (sending != null) {
                connections.sent(request.connection(), sending);
            }
            afterwards.forEach(Runnable::run);
        }
    }
}
