package io.frond.tenant;

import io.frond.model.Workers;
import io.frond.store.RecordFile;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys in a {@link RecordFile}; every change is one record of it, so that a change is there whole or not at all. */
final class FileKeyStore implements KeyStore {
    /** More records than this for each key that is left, and the journal is written anew. */
    private static final int SLACK = 4;

    private static final int FEW = 1_000;

    private static final RecordFile.Words WORDS =
            new RecordFile.Words("Several share their keys through Redis: keys.store.", "the revocation of a key");

    private final Path file;
    private final Workers workers;
    private final Map<String, IssuedKey> keys = new LinkedHashMap<>();
    private @Nullable RecordFile journal;

    FileKeyStore(Path file, Workers workers) {
        this.file = file;
        this.workers = workers;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Future<Optional<List<IssuedKey>>> changes() {
        return workers.run(() -> {
            if (journal != null) {
                return Optional.empty();
            }
            var unused = open();
            return Optional.of(List.copyOf(keys.values()));
        });
    }

    @Override
    public Future<Void> put(Collection<IssuedKey> added) {
        return change(new JsonObject()
                .put(
                        "put",
                        new JsonArray(added.stream().map(IssuedKeyFormat::write).toList())));
    }

    @Override
    public Future<Void> remove(IssuedKey key) {
        return change(new JsonObject().put("remove", key.digest()));
    }

    private Future<Void> change(JsonObject record) {
        return workers.run(() -> {
            var open = open();
            open.append(record);
            apply(record);
            if (open.records() > FEW + SLACK * keys.size()) {
                open.rewrite(whole());
            }
            return null;
        });
    }

    private RecordFile open() throws IOException {
        var open = journal;
        if (open == null) {
            open = RecordFile.open(file, WORDS, this::apply);
            journal = open;
        }
        return open;
    }

    private void apply(JsonObject record) {
        var gone = record.getString("remove");
        if (gone != null) {
            keys.remove(gone);
            return;
        }
        for (Object each : record.getJsonArray("put")) {
            var key = IssuedKeyFormat.read((JsonObject) each);
            keys.put(key.digest(), key);
        }
    }

    private List<JsonObject> whole() {
        return keys.values().stream()
                .map(key -> new JsonObject().put("put", new JsonArray().add(IssuedKeyFormat.write(key))))
                .toList();
    }

    @Override
    public Future<Void> close() {
        return workers.run(() -> {
            if (journal != null) {
                journal.close();
            }
            return null;
        });
    }
}
