package io.frond.files;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one form with one file in it; the file's bytes go to the disk as they arrive, and no faster than the disk takes
 * them. Owned by the request's event loop.
 */
final class Upload {
    /** What a form may hold beside its file. */
    private static final long FORM = 64 * 1024;

    /** A client that sends nothing for so long has stopped. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 255;

    private final HttpServerRequest request;
    private final long limit;
    private final Function<IOException, RuntimeException> refusal;
    private final AsyncFile file;
    private final Promise<Void> read = Promise.promise();
    private @Nullable String name;
    private long bytes;
    private long heard;

    /** What has not come to its end: the request, and its file once that has begun. */
    private int open = 1;

    private Upload(Target target, HttpServerRequest request, AsyncFile file) {
        this.request = request;
        this.limit = target.limit();
        this.refusal = target.refusal();
        this.file = file;
    }

    /**
     * Where a file goes.
     *
     * @param path must not be there yet; removed again where the upload fails
     * @param limit bytes of the file at most
     * @param refusal what is said where it cannot be written
     */
    record Target(Vertx vertx, Path path, long limit, Function<IOException, RuntimeException> refusal) {}

    /**
     * A file that is on the disk.
     *
     * @param form the fields beside it
     */
    record Received(Path path, String name, long bytes, MultiMap form) {}

    /** Fails with {@link Refused}; nothing is left on the disk then. */
    static Future<Received> receive(Target target, HttpServerRequest request) {
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > target.limit() + FORM) {
            return Future.failedFuture(tooLarge(target.limit()));
        }
        var files = target.vertx().fileSystem();
        var options = new OpenOptions().setRead(false).setCreateNew(true).setPerms("rw-------");
        return files.open(target.path().toString(), options)
                .recover(failed -> Future.failedFuture(told(failed, target.refusal())))
                .compose(opened -> new Upload(target, request, opened).read(target))
                .recover(failed ->
                        files.delete(target.path().toString()).transform(deleted -> Future.failedFuture(failed)));
    }

    private Future<Received> read(Target target) {
        long watch = target.vertx().setPeriodic(SILENCE.toMillis(), due -> listen());
        begin();
        return read.future()
                .compose(all -> file.flush())
                .recover(failed -> Future.failedFuture(told(failed, refusal)))
                .onComplete(done -> target.vertx().cancelTimer(watch))
                .transform(done -> closed(done.cause()))
                .map(closed -> received(target.path()));
    }

    private Future<Void> closed(@Nullable Throwable failed) {
        var closed = file.close().recover(cannot -> Future.failedFuture(told(cannot, refusal)));
        return failed == null ? closed : closed.transform(done -> Future.failedFuture(failed));
    }

    private void begin() {
        try {
            request.setExpectMultipart(true);
        } catch (IllegalStateException noForm) {
            read.tryFail(malformed());
            return;
        }
        request.uploadHandler(this::upload);
        request.exceptionHandler(this::broken);
        request.endHandler(end -> ended());
        file.exceptionHandler(failed -> read.tryFail(failed));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void upload(HttpServerFileUpload part) {
        if (name != null || !part.name().equals("file")) {
            read.tryFail(Refused.of(Reason.CALLER_VALUE, "Exactly one file is expected, in the field 'file'.")
                    .at("file"));
            return;
        }
        name = plain(part.filename());
        open++;
        part.exceptionHandler(this::broken);
        part.endHandler(end -> ended());
        part.handler(piece -> more(part, piece));
    }

    /** A file that waits for the disk ends later than the request that brought it. */
    private void ended() {
        if (--open == 0) {
            read.tryComplete();
        }
    }

    private void more(HttpServerFileUpload part, Buffer piece) {
        heard++;
        if (read.future().isComplete()) {
            return;
        }
        bytes += piece.length();
        if (bytes > limit) {
            read.tryFail(tooLarge(limit));
            return;
        }
        file.write(piece).onFailure(read::tryFail);
        if (file.writeQueueFull()) {
            part.pause();
            file.drainHandler(drained -> part.resume());
        }
    }

    private void listen() {
        if (heard == 0) {
            read.tryFail(Refused.of(
                    Reason.CALLER_SLOW, "Nothing came of the file for " + SILENCE.toSeconds() + " seconds."));
        }
        heard = 0;
    }

    private void broken(Throwable failure) {
        boolean gone = failure instanceof HttpClosedException || failure instanceof StreamResetException;
        read.tryFail(
                gone
                        ? Refused.of(Reason.CALLER_CANCELLED, "The client broke its upload off before it was complete.")
                        : malformed());
    }

    private Received received(Path path) {
        if (name == null) {
            throw Refused.of(Reason.CALLER_MISSING, "Missing required parameter: 'file'.")
                    .at("file");
        }
        if (name.isEmpty()) {
            throw Refused.of(Reason.CALLER_VALUE, "Invalid 'file': a file with a name is expected.")
                    .at("file");
        }
        if (bytes == 0) {
            throw Refused.of(Reason.CALLER_VALUE, "Invalid 'file': the file is empty.")
                    .at("file");
        }
        return new Received(path, name, bytes, request.formAttributes());
    }

    /** Without folders and characters that nobody sees; the name is only shown, nothing on the disk is called by it. */
    private static String plain(@Nullable String given) {
        var text = given == null ? "" : given.replace('\\', '/');
        var bare = text.substring(text.lastIndexOf('/') + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "")
                .strip();
        return bare.substring(0, Math.min(LONGEST_NAME, bare.length()));
    }

    /** The file system tells of its troubles in wrappings. */
    private static Throwable told(Throwable failed, Function<IOException, RuntimeException> refusal) {
        if (failed instanceof Refused) {
            return failed;
        }
        return refusal.apply(failed instanceof IOException io ? io : new IOException(failed));
    }

    private static Refused tooLarge(long limit) {
        return Refused.of(Reason.CALLER_TOO_LARGE, "The file is larger than the limit of " + limit + " bytes.")
                .at("file");
    }

    private static Refused malformed() {
        return Refused.of(Reason.CALLER_INVALID, "The form is malformed, or not as long as announced.");
    }
}
