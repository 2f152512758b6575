package io.frond.files;

import io.frond.files.Attaching.Wanted;
import io.frond.files.Told.Counts;
import io.frond.http.Resources.Request;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /vector_stores/ID/file_batches}: create, retrieve, cancel, list its files. */
final class BatchesApi {
    private static final int MOST = 2_000;

    private final Repository repository;
    private final OpenStores open;
    private final Attaching attaching;
    private final StoreFilesApi files;
    private final Lent lent;

    BatchesApi(Repository repository, OpenStores open, StoreFilesApi files, Lent lent) {
        this.repository = repository;
        this.open = open;
        this.attaching = new Attaching(repository, open);
        this.files = files;
        this.lent = lent;
    }

    void mount(Paths paths) {
        paths.on("POST vector_stores/*/file_batches", (request, ids) -> create(request, ids.get(0)))
                .on(
                        "GET vector_stores/*/file_batches/*",
                        (request, ids) -> Future.succeededFuture(told(find(request, ids))))
                .on("POST vector_stores/*/file_batches/*/cancel", this::cancel)
                .on(
                        "GET vector_stores/*/file_batches/*/files",
                        (request, ids) -> Future.succeededFuture(
                                Replies.json(files.page(request, attached(find(request, ids))))));
    }

    private Batch find(Request request, List<String> ids) {
        lent.refuse(request.tenant(), ids.get(0));
        return repository.batch(repository.store(request.tenant(), ids.get(0)), ids.get(1));
    }

    private List<Attachment> attached(Batch batch) {
        return repository.attachments(batch.store()).stream()
                .filter(one -> batch.id().equals(one.batch()))
                .toList();
    }

    private Reply told(Batch batch) {
        return Replies.polled(Told.batch(batch, Counts.of(attached(batch), open::progress)));
    }

    private Future<Reply> create(Request request, String id) {
        lent.refuse(request.tenant(), id);
        var wanted = wanted(Body.of(request.ask()));
        return repository
                .change(() -> {
                    var now = repository.now();
                    var store = attaching.usable(request.tenant(), id);
                    var batch = new Batch(repository.id("vsfb_"), repository.next(), now, id, false);
                    attaching.write(
                            new JsonObject()
                                    .put("batch", batch.json())
                                    .put("store", store.usedAt(now).json()),
                            attaching.of(request.tenant(), id, wanted, batch.id()));
                    return batch;
                })
                .onSuccess(batch -> attaching.follow(id))
                .map(this::told);
    }

    private static List<Wanted> wanted(Body body) {
        if (body.has("files") == body.has("file_ids")) {
            throw body.has("files")
                    ? body.wrong("files", "either 'file_ids' or 'files' is expected, not both")
                    : body.missing("file_ids");
        }
        if (body.has("files")) {
            return body.objects("files", MOST).stream()
                    .map(one -> new Wanted(one.needed("file_id"), TermsReader.of(one)))
                    .toList();
        }
        var terms = TermsReader.of(body);
        return body.texts("file_ids", MOST).stream()
                .map(file -> new Wanted(file, terms))
                .toList();
    }

    /** What is not searched yet never will be; what is stays. */
    private Future<Reply> cancel(Request request, List<String> ids) {
        return repository
                .change(() -> {
                    var batch = find(request, ids);
                    var running = attached(batch).stream()
                            .filter(one -> open.progress(one).state() == Progress.State.IN_PROGRESS)
                            .map(Attachment::cancel)
                            .toList();
                    if (running.isEmpty()) {
                        return batch;
                    }
                    var cancelled = batch.cancel();
                    attaching.write(new JsonObject().put("batch", cancelled.json()), running);
                    return cancelled;
                })
                .onSuccess(batch -> attaching.follow(batch.store()))
                .map(this::told);
    }
}
