package io.frond.files;

import io.frond.http.Resources.Request;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.frond.retrieve.Filter;
import io.frond.retrieve.Hit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/** {@code /vector_stores/ID/search}: the chunks that fit one question or several. */
final class SearchApi {
    private static final int MOST_RESULTS = 50;
    private static final int USUAL_RESULTS = 10;
    private static final int MOST_QUESTIONS = 16;
    private static final int LONGEST_QUESTION = 10_000;

    /** A store's last use is written down so exactly; a write for every search would cost more than it tells. */
    private static final Duration EXACTLY = Duration.ofMinutes(1);

    private final Repository repository;
    private final OpenStores open;
    private final Attaching attaching;
    private final Lent lent;

    SearchApi(Repository repository, OpenStores open, Lent lent) {
        this.repository = repository;
        this.open = open;
        this.attaching = new Attaching(repository, open);
        this.lent = lent;
    }

    void mount(Paths paths) {
        paths.on("POST vector_stores/*/search", (request, ids) -> answer(request, ids.get(0)));
    }

    /**
     * What is asked for.
     *
     * @param least score
     */
    record Wish(List<String> questions, Filter filter, int most, double least) {

        static Wish of(Body body) {
            var most = body.number("max_num_results", 1, MOST_RESULTS);
            return new Wish(questions(body), Filters.of(body), most == null ? USUAL_RESULTS : most, least(body));
        }

        static double least(Body body) {
            var ranking = body.object("ranking_options");
            var threshold = ranking == null ? null : ranking.share("score_threshold");
            return threshold == null ? 0 : threshold;
        }

        private static List<String> questions(Body body) {
            if (!body.has("query")) {
                throw body.missing("query");
            }
            if (body.value("query") instanceof JsonArray) {
                var all = body.texts("query", MOST_QUESTIONS);
                if (all.isEmpty() || all.stream().anyMatch(one -> one.isBlank() || one.length() > LONGEST_QUESTION)) {
                    throw body.wrong("query", "questions of 1 to " + LONGEST_QUESTION + " characters are expected");
                }
                return all;
            }
            var one = body.text("query", LONGEST_QUESTION);
            if (one == null || one.isBlank()) {
                throw body.wrong("query", "a question is expected");
            }
            return List.of(one);
        }
    }

    private Future<Reply> answer(Request request, String id) {
        var wish = Wish.of(Body.of(request.ask()));
        return found(request.tenant(), id, wish).map(hits -> Replies.json(page(wish, hits)));
    }

    /** Chunks of a store of the tenant, best first. Throws or fails with {@code Refused}. */
    Future<List<Hit>> found(Tenant tenant, String id, Wish wish) {
        var knowledge = lent.knowledge(tenant, id);
        var hits = knowledge == null
                ? own(tenant, attaching.usable(tenant, id), wish)
                : OpenStore.search(knowledge, tenant, wish);
        return hits.map(all -> all.stream()
                .filter(hit -> hit.score() >= wish.least)
                .limit(wish.most)
                .toList());
    }

    /** What was detached a moment ago may still be in the index, and is passed over. */
    private Future<List<Hit>> own(Tenant tenant, VectorStore store, Wish wish) {
        use(store);
        return open.ready(store.id())
                .compose(there -> there.isEmpty()
                        ? Future.succeededFuture(List.<Hit>of())
                        : there.get().search(tenant, wish))
                .map(hits -> hits.stream().filter(hit -> there(store, hit)).toList());
    }

    private boolean there(VectorStore store, Hit hit) {
        var one = repository
                .inventory()
                .attachment(store.id(), StoredFile.id(hit.chunk().document()));
        return one != null && !one.cancelled() && repository.stored(one) != null;
    }

    private void use(VectorStore store) {
        var now = repository.now();
        if (Duration.between(store.active(), now).compareTo(EXACTLY) >= 0) {
            var unused = repository.alter(() -> {
                var known = repository.inventory().store(store.id());
                if (known != null) {
                    repository.write(
                            new JsonObject().put("store", known.usedAt(now).json()));
                }
            });
        }
    }

    private static JsonObject page(Wish wish, List<Hit> hits) {
        var data = new JsonArray();
        hits.forEach(hit -> data.add(told(hit)));
        return new JsonObject()
                .put("object", "vector_store.search_results.page")
                .put("search_query", new JsonArray(wish.questions))
                .put("data", data)
                .put("has_more", false)
                .putNull("next_page");
    }

    private static JsonObject told(Hit hit) {
        var chunk = hit.chunk();
        var document = chunk.document();
        boolean ours = document.startsWith("file-") && document.indexOf('/') > 0;
        return new JsonObject()
                .put("file_id", ours ? StoredFile.id(document) : document)
                .put("filename", ours ? document.substring(document.indexOf('/') + 1) : document)
                .put("score", Math.max(0, Math.min(1, hit.score())))
                .put("attributes", new JsonObject(new HashMap<>(chunk.facts().attributes())))
                .put(
                        "content",
                        new JsonArray().add(new JsonObject().put("type", "text").put("text", chunk.text())));
    }
}
