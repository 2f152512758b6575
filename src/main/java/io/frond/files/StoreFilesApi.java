package io.frond.files;

import io.frond.files.Attaching.Wanted;
import io.frond.http.Resources.Request;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** {@code /vector_stores/ID/files}: attach, list, retrieve, change attributes, text, detach. */
final class StoreFilesApi {
    private static final List<String> STATES = List.of("in_progress", "completed", "failed", "cancelled");

    private final Repository repository;
    private final OpenStores open;
    private final Attaching attaching;
    private final Lent lent;
    private final Texts texts;

    StoreFilesApi(Repository repository, OpenStores open, Lent lent, Texts texts) {
        this.repository = repository;
        this.open = open;
        this.attaching = new Attaching(repository, open);
        this.lent = lent;
        this.texts = texts;
    }

    void mount(Paths paths) {
        paths.on("POST vector_stores/*/files", (request, ids) -> attach(request, ids.get(0)))
                .on("GET vector_stores/*/files", (request, ids) -> list(request, ids.get(0)))
                .on("GET vector_stores/*/files/*", this::retrieve)
                .on("POST vector_stores/*/files/*", this::update)
                .on("DELETE vector_stores/*/files/*", this::detach)
                .on("GET vector_stores/*/files/*/content", this::content);
    }

    private Future<Reply> attach(Request request, String id) {
        lent.refuse(request.tenant(), id);
        var body = Body.of(request.ask());
        var wanted = List.of(new Wanted(body.needed("file_id"), TermsReader.of(body)));
        return repository
                .change(() -> {
                    var store = attaching.usable(request.tenant(), id);
                    var attached = attaching.of(request.tenant(), store.id(), wanted, null);
                    attaching.write(
                            new JsonObject()
                                    .put("store", store.usedAt(repository.now()).json()),
                            attached);
                    return attached.getFirst();
                })
                .onSuccess(one -> attaching.follow(id))
                .map(this::told);
    }

    private Reply told(Attachment one) {
        return Replies.polled(Told.attachment(one, open.progress(one)));
    }

    private Future<Reply> list(Request request, String id) {
        lent.refuse(request.tenant(), id);
        var store = repository.store(request.tenant(), id);
        return Future.succeededFuture(Replies.json(page(request, repository.attachments(store.id()))));
    }

    /** The part of these that is asked for. */
    JsonObject page(Request request, Collection<Attachment> all) {
        var query = Query.of(request.ask().operation());
        var state = query.choice("filter", STATES, "");
        var fitting = all.stream()
                .filter(one ->
                        state.isEmpty() || open.progress(one).state().word().equals(state))
                .toList();
        return Page.of(query, 20, 100).of(fitting, one -> Told.attachment(one, open.progress(one)));
    }

    private Future<Reply> retrieve(Request request, List<String> ids) {
        return Future.succeededFuture(told(find(request, ids)));
    }

    private Attachment find(Request request, List<String> ids) {
        lent.refuse(request.tenant(), ids.get(0));
        return repository.attachment(repository.store(request.tenant(), ids.get(0)), ids.get(1));
    }

    /** Completes when searches go by the new ones. */
    private Future<Reply> update(Request request, List<String> ids) {
        var body = Body.of(request.ask());
        if (!body.says("attributes")) {
            throw body.missing("attributes");
        }
        var attributes = TermsReader.attributes(body);
        return repository
                .change(() -> {
                    var changed = find(request, ids).with(attributes, repository.next());
                    attaching.write(new JsonObject(), List.of(changed));
                    return changed;
                })
                .compose(one -> attaching.followed(one.store()).map(one))
                .map(this::told);
    }

    private Future<Reply> detach(Request request, List<String> ids) {
        return repository
                .change(() -> {
                    var one = find(request, ids);
                    var which = new JsonObject().put("store", one.store()).put("file", one.id());
                    repository.write(new JsonObject().put("detach", which));
                    return one;
                })
                .onSuccess(one -> attaching.follow(one.store()))
                .map(one -> Replies.deleted(one.id(), "vector_store.file.deleted"));
    }

    /** The text as it was taken from the file. */
    private Future<Reply> content(Request request, List<String> ids) {
        var file = Objects.requireNonNull(repository.stored(find(request, ids)), "it was there just now");
        return texts.of(file)
                .map(StoreFilesApi::parts)
                .map(parts -> Replies.json(new JsonObject()
                        .put("object", "vector_store.file_content.page")
                        .put("data", parts)
                        .put("has_more", false)
                        .putNull("next_page")));
    }

    private static JsonArray parts(Texts.Outcome outcome) {
        return switch (outcome) {
            case Texts.Outcome.Text found ->
                new JsonArray().add(new JsonObject().put("type", "text").put("text", found.text()));
            case Texts.Outcome.Unfit unfit -> new JsonArray();
        };
    }
}
