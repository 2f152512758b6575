package io.frond.files;

import io.frond.model.Caller;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Outcome;
import io.frond.model.Reason;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of a file on their way to a client, as fast as it takes them. Closes the file at the end, however it comes. */
final class Download implements ReadStream<Buffer> {
    private static final int PIECE = 64 * 1024;

    private final AsyncFile file;
    private final Promise<Ending> ended = Promise.promise();

    private Download(AsyncFile file) {
        this.file = file;
        file.setReadBufferSize(PIECE);
        file.pause();
    }

    static Future<Reply> of(Vertx vertx, Path path, String name, Caller caller) {
        return vertx.fileSystem()
                .open(path.toString(), new OpenOptions().setWrite(false).setCreate(false))
                .map(opened -> new Download(opened).reply(name, caller));
    }

    private Reply reply(String name, Caller caller) {
        var unused = caller.whenGone(() -> end(Ending.left(Usage.UNKNOWN)));
        var quoted = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        var headers = Map.of(
                "content-type", "application/octet-stream",
                "content-disposition", "attachment; filename*=UTF-8''" + quoted,
                "x-content-type-options", "nosniff");
        return new Reply.Streamed(new Head(200, headers), this, ended.future(), null);
    }

    private void end(Ending ending) {
        if (ended.tryComplete(ending)) {
            var unused = file.close();
        }
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        file.handler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        file.exceptionHandler(failure -> {
            end(new Ending(Outcome.FAILED, Usage.UNKNOWN, "", Reason.INTERNAL));
            if (handler != null) {
                handler.handle(failure);
            }
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        file.endHandler(over -> {
            end(Ending.succeeded(Usage.UNKNOWN, ""));
            if (handler != null) {
                handler.handle(null);
            }
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        file.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        if (!ended.future().isComplete()) {
            file.resume();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        file.fetch(amount);
        return this;
    }
}
