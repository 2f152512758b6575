package io.frond.model;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request, read as far as Frond acts on it.
 *
 * @param id the request id that goes out as {@code x-request-id}
 * @param operation which call it is
 * @param body the bytes as the client sent them; never changed
 * @param fields what was found in them
 * @param wishes what the client asked of Frond itself
 * @param headers the request's headers, for routing rules
 * @param caller who waits
 */
public record Ask(
        String id, Operation operation, Buffer body, Fields fields, Wishes wishes, Headers headers, Caller caller) {

    /** Look-up of a request header by its name, in any case; null where absent. Never holds credentials. */
    @FunctionalInterface
    public interface Headers {
        @Nullable
        String get(String name);
    }

    /** The same, asked for somebody else. */
    public Ask onBehalfOf(Caller other) {
        return new Ask(id, operation, body, fields, wishes, headers, other);
    }

    /** Id of what a service keeps and this request goes on from or asks for; null where there is none. */
    public @Nullable String continues() {
        var named = fields.continues();
        return named == null ? operation.response() : named;
    }

    /** The same when so much of the time that the client gave has gone. */
    public Ask after(Duration spent) {
        return new Ask(id, operation, body, fields, wishes.after(spent), headers, caller);
    }

    /** The same so much later, its answer having begun. */
    public Ask begun(Duration spent) {
        return new Ask(id, operation, body, fields, wishes.begun(spent), headers, caller);
    }

    /** The same as a request that can wait. */
    public Ask asBatch() {
        return as(Priority.BATCH);
    }

    /** The same as a request of this class. */
    public Ask as(Priority other) {
        return new Ask(id, operation, body, fields, wishes.as(other), headers, caller);
    }

    /** The text of the last user message; empty where there is none. */
    public String question() {
        var last = fields.lastUser();
        return last == null ? "" : last.text();
    }

    /** Prompts stay out of logs, so also out of this. */
    @Override
    public String toString() {
        return "Ask[" + id + ", " + operation.path() + ", model=" + fields.model() + ", " + body.length() + " bytes]";
    }
}
