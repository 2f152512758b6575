package io.frond.files;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts files into vector stores. */
final class Attaching {
    private final Repository repository;
    private final OpenStores open;

    Attaching(Repository repository, OpenStores open) {
        this.repository = repository;
        this.open = open;
    }

    /** A file that is to be attached, and how. */
    record Wanted(String file, Attachment.Terms terms) {}

    /** The store, if it can still be used. Within a change or not. Throws {@link Refused}. */
    VectorStore usable(Tenant tenant, String id) {
        var store = repository.store(tenant, id);
        if (store.expired(repository.now())) {
            throw Refused.of(Reason.CALLER_VALUE, "Vector store '" + store.id() + "' is expired.")
                    .at("vector_store_id");
        }
        return store;
    }

    /**
     * Within a change: what is wanted as attachments. All files must be the tenant's. One that is there already is put
     * anew.
     */
    List<Attachment> of(Tenant tenant, String store, List<Wanted> wanted, @Nullable String batch) {
        var all = new ArrayList<Attachment>();
        for (var one : wanted) {
            var file = repository.file(tenant, one.file());
            long order = repository.next();
            all.add(new Attachment(file.id(), order, repository.now(), store, batch, one.terms(), order, false));
        }
        return all;
    }

    /** Within a change: writes them, and what is to be known with them. */
    void write(JsonObject record, List<Attachment> attached) throws IOException {
        var all = new JsonArray();
        attached.forEach(one -> all.add(one.json()));
        repository.write(all.isEmpty() ? record : record.put("attach", all));
    }

    /** Has the store's index follow in the background. */
    void follow(String store) {
        var unused = open.follow(store);
    }

    Future<Void> followed(String store) {
        return open.follow(store);
    }
}
