package io.frond.files;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept, as the records tell it: files, vector stores, which file is in which store, batches. Changed by one
 * thread at a time, asked by all.
 */
final class Inventory {
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final Map<String, VectorStore> stores = new ConcurrentHashMap<>();
    private final Map<String, Batch> batches = new ConcurrentHashMap<>();

    /** By the store's id, then by the file's. */
    private final Map<String, Map<String, Attachment>> attached = new ConcurrentHashMap<>();

    private long last;

    /** The next place in the order of things. */
    long next() {
        return ++last;
    }

    @Nullable
    StoredFile file(String id) {
        return files.get(id);
    }

    @Nullable
    VectorStore store(String id) {
        return stores.get(id);
    }

    @Nullable
    Batch batch(String id) {
        return batches.get(id);
    }

    @Nullable
    Attachment attachment(String store, String file) {
        return attached.getOrDefault(store, Map.of()).get(file);
    }

    Collection<StoredFile> files() {
        return files.values();
    }

    Collection<VectorStore> stores() {
        return stores.values();
    }

    Collection<Attachment> attachments(String store) {
        return attached.getOrDefault(store, Map.of()).values();
    }

    /** Ids of the stores that a file is in. */
    List<String> holders(String file) {
        return attached.entrySet().stream()
                .filter(store -> store.getValue().containsKey(file))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One change, of one or several parts. What is not understood is a failure: it would be lost. */
    void apply(JsonObject record) {
        record.forEach(part -> {
            switch (part.getKey()) {
                case "file" -> put(files, StoredFile.of((JsonObject) part.getValue()));
                case "store" -> put(stores, VectorStore.of((JsonObject) part.getValue()));
                case "batch" -> put(batches, Batch.of((JsonObject) part.getValue()));
                case "attach" -> ((JsonArray) part.getValue()).forEach(one -> attach(Attachment.of((JsonObject) one)));
                case "detach" -> detach((JsonObject) part.getValue());
                case "drop_file" -> dropFile((String) part.getValue());
                case "drop_store" -> dropStore((String) part.getValue());
                default -> throw new IllegalArgumentException("no part of a record is called " + part.getKey());
            }
        });
    }

    private <K extends Kept> void put(Map<String, K> all, K one) {
        last = Math.max(last, one.order());
        all.put(one.id(), one);
    }

    private void attach(Attachment one) {
        last = Math.max(last, one.revision());
        put(attached.computeIfAbsent(one.store(), none -> new ConcurrentHashMap<>()), one);
    }

    private void detach(JsonObject which) {
        attached.getOrDefault(which.getString("store"), Map.of()).remove(which.getString("file"));
    }

    private void dropFile(String id) {
        files.remove(id);
        attached.values().forEach(store -> store.remove(id));
    }

    private void dropStore(String id) {
        stores.remove(id);
        attached.remove(id);
        batches.values().removeIf(batch -> batch.store().equals(id));
    }

    int size() {
        return files.size()
                + stores.size()
                + batches.size()
                + attached.values().stream().mapToInt(Map::size).sum();
    }

    /** Records that make the same of an empty one. */
    List<JsonObject> whole() {
        return Stream.of(
                        files.values().stream().map(file -> new JsonObject().put("file", file.json())),
                        stores.values().stream().map(store -> new JsonObject().put("store", store.json())),
                        batches.values().stream().map(batch -> new JsonObject().put("batch", batch.json())),
                        attached.values().stream()
                                .flatMap(store -> store.values().stream())
                                .map(one -> new JsonObject().put("attach", new JsonArray().add(one.json()))))
                .flatMap(records -> records)
                .toList();
    }
}
