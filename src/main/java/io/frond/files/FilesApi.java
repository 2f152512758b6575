package io.frond.files;

import io.frond.http.Resources.Request;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code /files}: upload, list, retrieve, content, delete. */
final class FilesApi {
    private static final List<String> PURPOSES =
            List.of("assistants", "batch", "fine-tune", "vision", "user_data", "evals");

    /** The most that one may ask for, and what one gets who does not ask. */
    private static final int LONGEST_LIST = 10_000;

    private static final long SHORTEST_LIFE = 3_600;
    private static final long LONGEST_LIFE = 2_592_000;

    private final Vertx vertx;
    private final Repository repository;
    private final BiConsumer<String, List<String>> gone;

    /** @param gone is told of a file that was deleted, and of the stores that it was in */
    FilesApi(Vertx vertx, Repository repository, BiConsumer<String, List<String>> gone) {
        this.vertx = vertx;
        this.repository = repository;
        this.gone = gone;
    }

    void mount(Paths paths) {
        paths.on("POST files", (request, ids) -> upload(request))
                .on("GET files", (request, ids) -> list(request))
                .on(
                        "GET files/*",
                        (request, ids) -> Future.succeededFuture(
                                Replies.json(Told.file(repository.file(request.tenant(), ids.get(0))))))
                .on("DELETE files/*", (request, ids) -> delete(request.tenant(), ids.get(0)))
                .on("GET files/*/content", (request, ids) -> content(request, ids.get(0)));
    }

    private Future<Reply> upload(Request request) {
        if (request.ask().body().length() > 0 || !form(request)) {
            throw Refused.of(Reason.CALLER_MEDIA, "A file is uploaded as multipart/form-data.");
        }
        var folder = repository.config().folder();
        var target = new Upload.Target(
                vertx,
                Archive.incoming(folder).resolve(repository.id("")),
                repository.config().largest(),
                repository::refusal);
        return Upload.receive(target, request.source())
                .compose(received -> keep(request.tenant(), received))
                .map(file -> Replies.json(Told.file(file)));
    }

    private static boolean form(Request request) {
        var type = request.source().getHeader("content-type");
        return type != null && type.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length());
    }

    /** What was received goes where it is not kept, whatever the reason. */
    private Future<StoredFile> keep(Tenant tenant, Upload.Received received) {
        return Future.<Void>succeededFuture()
                .compose(nothing -> {
                    var purpose = purpose(received.form());
                    var seconds = life(received.form());
                    return repository.change(() -> {
                        var file = file(tenant, received, purpose, seconds);
                        repository.keep(received.path(), file, tenant);
                        return file;
                    });
                })
                .recover(failed -> remove(received.path()).transform(done -> Future.failedFuture(failed)));
    }

    private Future<Void> remove(Path upload) {
        return vertx.fileSystem().delete(upload.toString());
    }

    private StoredFile file(Tenant tenant, Upload.Received received, String purpose, @Nullable Long seconds) {
        Instant now = repository.now();
        return new StoredFile(
                repository.id("file-"),
                repository.next(),
                now,
                tenant.name(),
                received.name(),
                purpose,
                received.bytes(),
                seconds == null ? null : now.plusSeconds(seconds));
    }

    private static String purpose(MultiMap form) {
        var purpose = form.get("purpose");
        if (purpose == null) {
            throw Refused.of(Reason.CALLER_MISSING, "Missing required parameter: 'purpose'.")
                    .at("purpose");
        }
        if (!PURPOSES.contains(purpose)) {
            throw Refused.of(
                            Reason.CALLER_VALUE,
                            "Invalid 'purpose': one of " + String.join(", ", PURPOSES) + " is expected.")
                    .at("purpose");
        }
        return purpose;
    }

    /** Seconds from its making; null for ever. */
    private static @Nullable Long life(MultiMap form) {
        var anchor = form.get("expires_after[anchor]");
        var seconds = form.get("expires_after[seconds]");
        if (anchor == null && seconds == null) {
            return null;
        }
        if (!"created_at".equals(anchor)) {
            throw Refused.of(Reason.CALLER_VALUE, "Invalid 'expires_after.anchor': 'created_at' is expected.")
                    .at("expires_after.anchor");
        }
        boolean digits = seconds != null && seconds.matches("[0-9]{1,9}");
        long life = digits ? Long.parseLong(seconds) : 0;
        if (life < SHORTEST_LIFE || life > LONGEST_LIFE) {
            throw Refused.of(
                            Reason.CALLER_VALUE,
                            "Invalid 'expires_after.seconds': a whole number from " + SHORTEST_LIFE + " to "
                                    + LONGEST_LIFE + " is expected.")
                    .at("expires_after.seconds");
        }
        return life;
    }

    private Future<Reply> list(Request request) {
        var query = Query.of(request.ask().operation());
        var page = Page.of(query, LONGEST_LIST, LONGEST_LIST);
        var purpose = query.text("purpose");
        var files = repository.files(request.tenant()).stream()
                .filter(file -> purpose == null || file.purpose().equals(purpose))
                .toList();
        return Future.succeededFuture(Replies.json(page.of(files, Told::file)));
    }

    private Future<Reply> delete(Tenant tenant, String id) {
        return repository
                .change(() -> {
                    var file = repository.file(tenant, id);
                    var holders = repository.inventory().holders(id);
                    repository.drop(file);
                    return holders;
                })
                .onSuccess(holders -> gone.accept(id, holders))
                .map(holders -> Replies.deleted(id, "file"));
    }

    private Future<Reply> content(Request request, String id) {
        var file = repository.file(request.tenant(), id);
        return Download.of(
                vertx, repository.bytes(file), file.name(), request.ask().caller());
    }

    /** Removes files that are over. */
    Future<Void> sweep() {
        return repository.alter(() -> {
            var now = repository.now();
            for (var file : List.copyOf(repository.inventory().files())) {
                if (file.expired(now)) {
                    var holders = repository.inventory().holders(file.id());
                    repository.drop(file);
                    gone.accept(file.id(), holders);
                }
            }
        });
    }
}
