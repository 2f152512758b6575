package io.frond.model;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer, whole or arriving. Both are accounted and cached by listening to {@link #ended()}; a stream is not a
 * second code path.
 */
public sealed interface Reply {

    Head head();

    /** Who answered; null where the cache did. */
    @Nullable
    Served served();

    /** Completes once, never fails: at once for a whole answer, at the last byte, break or cancel for a stream. */
    Future<Ending> ended();

    /** The same, told to come from there. */
    default Reply by(@Nullable Served who) {
        return switch (this) {
            case Whole whole -> new Whole(whole.head, whole.body, whole.ending, who);
            case Streamed stream -> new Streamed(stream.head, stream.bytes, stream.ended, who);
        };
    }

    /** All of it is here. A status of 4xx is the provider's own answer to a bad request. */
    record Whole(
            Head head, Buffer body, Ending ending, @Nullable Served served) implements Reply {
        @Override
        public Future<Ending> ended() {
            return Future.succeededFuture(ending);
        }
    }

    /**
     * Server-sent events as they arrive.
     *
     * @param bytes paused until a handler is set and {@code resume} is called; ends cleanly only after a complete
     *     answer, otherwise fails with {@link Refused}. To cancel, let the {@link Caller} leave
     */
    record Streamed(
            Head head,
            ReadStream<Buffer> bytes,
            Future<Ending> ended,
            @Nullable Served served) implements Reply {}
}
