package io.frond.files;

import io.frond.files.Attaching.Wanted;
import io.frond.files.Told.Counts;
import io.frond.http.Resources.Request;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;

/** {@code /vector_stores}: create, list, retrieve, change, delete. */
final class StoresApi {
    private static final int LONGEST_TEXT = 512;
    private static final int MOST_FILES = 500;

    private final Repository repository;
    private final OpenStores open;
    private final Attaching attaching;
    private final Lent lent;

    /** @param lent collections of the configuration, which are told of as stores too */
    StoresApi(Repository repository, OpenStores open, Lent lent) {
        this.repository = repository;
        this.open = open;
        this.attaching = new Attaching(repository, open);
        this.lent = lent;
    }

    void mount(Paths paths) {
        paths.on("POST vector_stores", (request, ids) -> create(request))
                .on("GET vector_stores", (request, ids) -> list(request))
                .on("GET vector_stores/*", (request, ids) -> retrieve(request.tenant(), ids.get(0)))
                .on("POST vector_stores/*", (request, ids) -> update(request, ids.get(0)))
                .on("DELETE vector_stores/*", (request, ids) -> delete(request.tenant(), ids.get(0)));
    }

    private Future<Reply> create(Request request) {
        var body = Body.of(request.ask());
        var name = body.text("name", LONGEST_TEXT);
        var settings = new VectorStore.Settings(
                name == null ? "" : name,
                body.text("description", LONGEST_TEXT),
                TermsReader.days(body),
                TermsReader.metadata(body));
        var files = body.texts("file_ids", MOST_FILES);
        var terms = new Attachment.Terms(Map.of(), TermsReader.chunking(body));
        var wanted = files.stream().map(id -> new Wanted(id, terms)).toList();
        return repository
                .change(() -> {
                    var now = repository.now();
                    var store = new VectorStore(
                            repository.id("vs_"),
                            repository.next(),
                            now,
                            request.tenant().name(),
                            now,
                            settings);
                    attaching.write(
                            new JsonObject().put("store", store.json()),
                            attaching.of(request.tenant(), store.id(), wanted, null));
                    return store;
                })
                .onSuccess(store -> attaching.follow(store.id()))
                .map(store -> Replies.polled(told(store, request.tenant())));
    }

    private Future<Reply> list(Request request) {
        var page = Page.of(Query.of(request.ask().operation()), 20, 100);
        var all = new ArrayList<>(repository.stores(request.tenant()));
        all.addAll(lent.stores(request.tenant()));
        return Future.succeededFuture(Replies.json(page.of(all, store -> told(store, request.tenant()))));
    }

    private Future<Reply> retrieve(Tenant tenant, String id) {
        return Future.succeededFuture(Replies.polled(told(find(tenant, id), tenant)));
    }

    private VectorStore find(Tenant tenant, String id) {
        var known = lent.store(tenant, id);
        return known == null ? repository.store(tenant, id) : known;
    }

    private JsonObject told(VectorStore store, Tenant tenant) {
        var counts = lent.counts(store, tenant);
        if (counts != null) {
            return Told.store(store, counts, "completed");
        }
        var own = Counts.of(repository.attachments(store.id()), open::progress);
        var working = own.running() > 0 ? "in_progress" : "completed";
        return Told.store(store, own, store.expired(repository.now()) ? "expired" : working);
    }

    private Future<Reply> update(Request request, String id) {
        lent.refuse(request.tenant(), id);
        var body = Body.of(request.ask());
        return repository
                .change(() -> {
                    var store = repository.store(request.tenant(), id);
                    var changed = store.with(settings(body, store.settings()));
                    repository.write(new JsonObject().put("store", changed.json()));
                    return changed;
                })
                .map(store -> Replies.polled(told(store, request.tenant())));
    }

    private static VectorStore.Settings settings(Body body, VectorStore.Settings before) {
        var name = body.says("name") ? body.text("name", LONGEST_TEXT) : before.name();
        return new VectorStore.Settings(
                Objects.requireNonNullElse(name, ""),
                body.says("description") ? body.text("description", LONGEST_TEXT) : before.description(),
                body.says("expires_after") ? TermsReader.days(body) : before.days(),
                body.says("metadata") ? TermsReader.metadata(body) : before.metadata());
    }

    private Future<Reply> delete(Tenant tenant, String id) {
        lent.refuse(tenant, id);
        return repository
                .change(() -> {
                    var store = repository.store(tenant, id);
                    repository.write(new JsonObject().put("drop_store", store.id()));
                    return store;
                })
                .onSuccess(store -> {
                    var unused = open.close(store.id());
                })
                .map(store -> Replies.deleted(id, "vector_store.deleted"));
    }
}
