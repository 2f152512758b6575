package io.frond.retrieve;

import io.frond.config.OpenSearchConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Words and vectors in OpenSearch: one index of chunks, and one that tells which documents there are, which the lease is
 * in as well. Changes are found after a refresh, which Frond alone asks for, so that a document changes as a whole.
 *
 * <p>Each change carries the fence as its version, so that OpenSearch itself refuses what comes late from who has lost
 * the right, wherever another has changed the document since.
 */
final class OpenSearchIndex implements SharedIndex {
    private static final int VERSION = 1;
    private static final int PAGE = 5_000;

    private final OpenSearchClient client;
    private final OpenSearchLease lease;
    private final Indexing setting;
    private final English english = new English();
    private final String chunks;
    private final String documents;
    private final AtomicLong revisions = new AtomicLong();
    private volatile boolean made;
    private volatile boolean vectors;

    /** @param length how long the right to change lasts */
    OpenSearchIndex(OpenSearchConfig config, Indexing setting, Duration length) {
        this.client = new OpenSearchClient(setting.vertx(), config);
        this.lease = new OpenSearchLease(client, setting.clock(), setting.holder(), length);
        this.setting = setting;
        var name = setting.collection().name();
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        this.chunks = config.prefix() + "-" + plain + "-"
                + digest(name + "\n" + setting.variant()).substring(0, 12);
        this.documents = chunks + "-documents";
    }

    @Override
    public Future<Void> put(String document, List<Chunk> cut, List<float[]> made) {
        if (!made.isEmpty() && made.size() != cut.size()) {
            throw new IllegalArgumentException(made.size() + " vectors for " + cut.size() + " chunks");
        }
        if (cut.isEmpty()) {
            return delete(document);
        }
        return setting.writing().run(() -> entries(cut, made)).compose(entries -> ready().compose(
                        there -> vectors(made))
                .compose(there -> change(document, entries, cut.getFirst().facts(), !made.isEmpty())));
    }

    private List<JsonObject> entries(List<Chunk> cut, List<float[]> made) {
        var entries = new ArrayList<JsonObject>(cut.size());
        for (int i = 0; i < cut.size(); i++) {
            entries.add(OpenSearchEntry.of(english, cut.get(i), made.isEmpty() ? null : made.get(i)));
        }
        return entries;
    }

    @Override
    public Future<Void> delete(String document) {
        return ready().compose(there -> change(document, List.of(), null, false));
    }

    /** What it had before is asked first: its length tells which chunks are left over. */
    private Future<Void> change(String document, List<JsonObject> entries, @Nullable Facts facts, boolean embedded) {
        var id = digest(document);
        var asked = new JsonObject()
                .put("ids", new JsonArray().add(OpenSearchLease.ID).add(id));
        return client.send(HttpMethod.POST, "/" + documents + "/_mget", asked).compose(state -> {
            var held = state.getJsonArray("docs");
            var right = held.getJsonObject(0).getJsonObject("_source", new JsonObject());
            if (right.getLong("fence", 0L) != lease.fence() || !setting.holder().equals(right.getString("holder"))) {
                return Future.failedFuture(overtaken());
            }
            var before = held.getJsonObject(1).getJsonObject("_source");
            if (before == null && facts == null) {
                return Future.succeededFuture();
            }
            var lines = new ArrayList<JsonObject>();
            for (int i = 0; i < entries.size(); i++) {
                lines.add(operation("index", chunks, id + "-" + i));
                lines.add(entries.get(i));
            }
            for (int i = entries.size(); before != null && i < before.getInteger("chunks"); i++) {
                lines.add(operation("delete", chunks, id + "-" + i));
            }
            lines.add(operation("index", documents, id));
            lines.add(held(document, entries.size(), facts, embedded));
            return bulk(OpenSearchClient.lines(lines));
        });
    }

    private JsonObject operation(String name, String index, String id) {
        return new JsonObject()
                .put(
                        name,
                        new JsonObject()
                                .put("_index", index)
                                .put("_id", id)
                                .put("version", lease.fence())
                                .put("version_type", "external_gte"));
    }

    private JsonObject held(String document, int size, @Nullable Facts facts, boolean embedded) {
        return new JsonObject()
                .put("document", document)
                .put("version", facts == null ? "" : facts.version())
                .put("modified", facts == null ? null : facts.modified().toEpochMilli())
                .put("chunks", size)
                .put("embedded", embedded)
                .put("revision", (lease.fence() << 32) + revisions.incrementAndGet());
    }

    private Future<Void> bulk(Buffer lines) {
        return client.send(HttpMethod.POST, "/_bulk", lines).compose(answer -> {
            var told = answer.toJsonObject();
            if (!told.getBoolean("errors")) {
                return Future.succeededFuture();
            }
            boolean late = answer.toString().contains("version_conflict_engine_exception");
            return Future.failedFuture(late ? overtaken() : "OpenSearch did not take all chunks of a document");
        });
    }

    private static String overtaken() {
        return "another Frond changes this collection now";
    }

    @Override
    public Future<Void> refresh() {
        return ready().compose(there ->
                        client.send(HttpMethod.POST, "/" + chunks + "," + documents + "/_refresh", Buffer.buffer()))
                .mapEmpty();
    }

    @Override
    public Future<List<Hit>> search(Search search) {
        return setting.searching()
                .run(() -> new OpenSearchSearch(search, english.terms(search.text(), HybridSearch.TERMS)))
                .compose(asked -> asked.empty() ? Future.succeededFuture(List.of()) : search(asked));
    }

    private Future<List<Hit>> search(OpenSearchSearch asked) {
        return ready().compose(there -> client.send(HttpMethod.POST, "/_msearch", asked.request(chunks)))
                .compose(answer -> setting.searching().run(() -> asked.hits(answer)));
    }

    @Override
    public Future<Claim> claim() {
        return ready().compose(there -> lease.claim(documents));
    }

    @Override
    public Future<Void> release() {
        return ready().compose(there -> lease.release(documents));
    }

    @Override
    public Future<News> since(long revision) {
        return ready().compose(there -> page(revision, revision, new ArrayList<>()));
    }

    private Future<News> page(long begin, long from, List<Held> told) {
        var query = OpenSearchFilter.range("revision", "gt", from);
        var asked = new JsonObject()
                .put("size", PAGE)
                .put("query", query)
                .put("sort", new JsonArray().add(new JsonObject().put("revision", "asc")));
        return client.send(HttpMethod.POST, "/" + documents + "/_search", asked).compose(answer -> {
            var hits = answer.getJsonObject("hits").getJsonArray("hits");
            long last = from;
            for (int i = 0; i < hits.size(); i++) {
                var source = hits.getJsonObject(i).getJsonObject("_source");
                last = source.getLong("revision");
                var held = held(source);
                if (begin > 0 || !held.gone()) {
                    told.add(held);
                }
            }
            return hits.size() < PAGE ? Future.succeededFuture(new News(last, told)) : page(begin, last, told);
        });
    }

    private static Held held(JsonObject source) {
        var modified = source.getLong("modified");
        return new Held(
                source.getString("document"),
                source.getString("version"),
                modified == null ? null : Instant.ofEpochMilli(modified),
                source.getInteger("chunks"),
                source.getBoolean("embedded"));
    }

    private Future<Void> ready() {
        return made
                ? Future.succeededFuture()
                : make(chunks, OpenSearchEntry.mapping())
                        .compose(there -> make(documents, registry()))
                        .onSuccess(there -> made = true);
    }

    private static JsonObject registry() {
        return new JsonObject()
                .put("dynamic", false)
                .put("properties", new JsonObject().put("revision", new JsonObject().put("type", "long")));
    }

    private Future<Void> make(String name, JsonObject mapping) {
        var bm25 = new JsonObject().put("type", "BM25").put("k1", 0.9).put("b", 0.4);
        var settings = new JsonObject()
                .put(
                        "index",
                        new JsonObject()
                                .put("knn", true)
                                .put("number_of_shards", 1)
                                .put("refresh_interval", "-1")
                                .put("similarity", new JsonObject().put("default", bm25)));
        mapping.put("_meta", new JsonObject().put("frond", VERSION));
        var body = new JsonObject().put("settings", settings).put("mappings", mapping);
        return client.send(HttpMethod.HEAD, "/" + name, Buffer.buffer())
                .<Void>mapEmpty()
                .recover(failure -> OpenSearchLease.missing(failure)
                        ? client.send(HttpMethod.PUT, "/" + name, body).<Void>mapEmpty()
                        : Future.failedFuture(failure))
                .recover(failure -> there(failure) ? Future.succeededFuture() : Future.failedFuture(failure))
                .compose(there -> checked(name));
    }

    /** Another Frond was faster. */
    private static boolean there(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("resource_already_exists_exception");
    }

    private Future<Void> checked(String name) {
        return client.get("/" + name + "/_mapping").compose(told -> {
            var meta = told.getJsonObject(name).getJsonObject("mappings").getJsonObject("_meta", new JsonObject());
            return meta.getInteger("frond", 0) == VERSION
                    ? Future.succeededFuture()
                    : Future.failedFuture("The index " + name + " has version " + meta.getInteger("frond", 0)
                            + "; this Frond knows version " + VERSION
                            + ". Give it names of its own by opensearch.prefix.");
        });
    }

    private Future<Void> vectors(List<float[]> some) {
        if (vectors || some.isEmpty()) {
            return Future.succeededFuture();
        }
        return client.send(HttpMethod.PUT, "/" + chunks + "/_mapping", OpenSearchEntry.vectors(some.getFirst().length))
                .onSuccess(done -> vectors = true)
                .mapEmpty();
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public Future<Void> close() {
        english.close();
        return client.close();
    }
}
