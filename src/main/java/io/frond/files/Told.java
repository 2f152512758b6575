package io.frond.files;

import io.frond.files.Progress.State;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is kept, as OpenAI's clients read it. */
final class Told {
    private Told() {}

    static JsonObject file(StoredFile file) {
        return new JsonObject()
                .put("id", file.id())
                .put("object", "file")
                .put("bytes", file.bytes())
                .put("created_at", file.created().getEpochSecond())
                .put("expires_at", Seconds.of(file.expires()))
                .put("filename", file.name())
                .put("purpose", file.purpose())
                .put("status", "processed")
                .putNull("status_details");
    }

    /** @param state one of the words of OpenAI */
    static JsonObject store(VectorStore store, Counts counts, String state) {
        var settings = store.settings();
        return new JsonObject()
                .put("id", store.id())
                .put("object", "vector_store")
                .put("created_at", store.created().getEpochSecond())
                .put("name", settings.name())
                .put("description", settings.description())
                .put("usage_bytes", counts.bytes)
                .put("file_counts", counts.json())
                .put("status", state)
                .put("expires_after", expiry(settings.days()))
                .put("expires_at", Seconds.of(store.expires()))
                .put("last_active_at", store.active().getEpochSecond())
                .put("metadata", new JsonObject(new HashMap<>(settings.metadata())));
    }

    private static @Nullable JsonObject expiry(@Nullable Integer days) {
        return days == null
                ? null
                : new JsonObject().put("anchor", "last_active_at").put("days", days);
    }

    static JsonObject attachment(Attachment one, Progress progress) {
        var chunking = one.terms().chunking();
        var sizes = new JsonObject()
                .put("max_chunk_size_tokens", chunking.tokens())
                .put("chunk_overlap_tokens", chunking.overlap());
        return new JsonObject()
                .put("id", one.id())
                .put("object", "vector_store.file")
                .put("usage_bytes", progress.bytes())
                .put("created_at", one.created().getEpochSecond())
                .put("vector_store_id", one.store())
                .put("status", progress.state().word())
                .put("last_error", error(progress))
                .put("chunking_strategy", new JsonObject().put("type", "static").put("static", sizes))
                .put("attributes", new JsonObject(new HashMap<>(one.terms().attributes())));
    }

    private static @Nullable JsonObject error(Progress progress) {
        return progress.code() == null
                ? null
                : new JsonObject().put("code", progress.code()).put("message", progress.message());
    }

    static JsonObject batch(Batch batch, Counts counts) {
        return new JsonObject()
                .put("id", batch.id())
                .put("object", "vector_store.files_batch")
                .put("created_at", batch.created().getEpochSecond())
                .put("vector_store_id", batch.store())
                .put("status", batch.cancelled() ? "cancelled" : counts.batchWord())
                .put("file_counts", counts.json());
    }

    /** How far the files of a store or batch are. */
    record Counts(int running, int completed, int failed, int cancelled, long bytes) {

        static Counts of(Collection<Attachment> all, Function<Attachment, Progress> progress) {
            var counts = new EnumMap<State, Integer>(State.class);
            long bytes = 0;
            for (var one : all) {
                var far = progress.apply(one);
                var unused = counts.merge(far.state(), 1, Integer::sum);
                bytes += far.bytes();
            }
            return new Counts(
                    counts.getOrDefault(State.IN_PROGRESS, 0),
                    counts.getOrDefault(State.COMPLETED, 0),
                    counts.getOrDefault(State.FAILED, 0),
                    counts.getOrDefault(State.CANCELLED, 0),
                    bytes);
        }

        private String batchWord() {
            if (running > 0) {
                return "in_progress";
            }
            return failed > 0 && completed == 0 ? "failed" : "completed";
        }

        private JsonObject json() {
            return new JsonObject()
                    .put("in_progress", running)
                    .put("completed", completed)
                    .put("failed", failed)
                    .put("cancelled", cancelled)
                    .put("total", running + completed + failed + cancelled);
        }
    }
}
