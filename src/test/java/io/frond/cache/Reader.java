package io.frond.cache;

import io.frond.model.Reply;
import io.vertx.core.buffer.Buffer;

/** A client that reads a stream to its end. */
final class Reader {
    final Buffer seen = Buffer.buffer();
    boolean ended;
    boolean broken;

    private Reader() {}

    static Reader of(Reply reply) {
        var reader = new Reader();
        var bytes = ((Reply.Streamed) reply).bytes();
        bytes.handler(reader.seen::appendBuffer);
        bytes.endHandler(end -> reader.ended = true);
        bytes.exceptionHandler(failure -> reader.broken = true);
        bytes.resume();
        return reader;
    }
}
