package io.frond.files;

import io.frond.files.SearchApi.Wish;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Edit;
import io.frond.model.Operation.Kind;
import io.frond.model.Passage;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Route;
import io.frond.model.Scope;
import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.retrieve.Hit;
import io.frond.retrieve.Passages;
import io.frond.retrieve.Retriever;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the {@code file_search} tool of Responses where the stores that it names are Frond's own: what they have to
 * say is woven into the question, and the tool taken out. Whoever names stores says where to look, so that the
 * knowledge of the route is left aside then. A tool that names any other store is the backend's affair.
 */
public final class FileSearch implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(FileSearch.class);
    private static final byte[] WORD = "\"file_search\"".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_RESULTS = 50;
    private static final int USUAL_RESULTS = 10;

    /** Of all passages together; four to a token. */
    private static final int MOST_CHARACTERS = 32_000;

    private final Retriever usual;
    private final Supplier<@Nullable FrondFiles> files;

    /** @param files null while, or where, none are kept */
    public FileSearch(Retriever usual, Supplier<@Nullable FrondFiles> files) {
        this.usual = usual;
        this.files = files;
    }

    @Override
    public Future<Call> ground(Tenant tenant, Ask ask, Route route) {
        var kept = files.get();
        boolean asked = ask.operation().kind() == Kind.RESPONSE && ask.fields().tools() && named(ask);
        return kept == null || !asked
                ? usual.ground(tenant, ask, route)
                : kept.reading()
                        .run(() -> ToolCut.of(ask.body()))
                        .compose(cut -> served(tenant, ask, route, cut, kept));
    }

    /** Whether the tool's name stands anywhere: most requests with tools are not read a second time. */
    private static boolean named(Ask ask) {
        var body = ask.body();
        for (int at = 0; at + WORD.length <= body.length(); at++) {
            if (body.getByte(at) == WORD[0] && body.getByte(at + 1) == WORD[1] && stands(ask, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(Ask ask, int at) {
        for (int i = 2; i < WORD.length; i++) {
            if (ask.body().getByte(at + i) != WORD[i]) {
                return false;
            }
        }
        return true;
    }

    private Future<Call> served(Tenant tenant, Ask ask, Route route, ToolCut cut, FrondFiles kept) {
        var own = cut.tools().stream().filter(tool -> own(tenant, tool, kept)).toList();
        if (own.isEmpty()) {
            return usual.ground(tenant, ask, route);
        }
        var unused = tenant.permitted(Scope.FILES);
        var question = Passages.question(ask);
        var edits = cut.without(tool -> own(tenant, tool, kept));
        if (question.isEmpty()) {
            return Future.succeededFuture(new Call(ask, route, edits, List.of(), List.of()));
        }
        return found(tenant, question, own, kept)
                .map(passages -> call(ask, route, edits, passages))
                .recover(failed -> Future.failedFuture(told(failed)));
    }

    private static boolean own(Tenant tenant, JsonObject tool, FrondFiles kept) {
        return "file_search".equals(tool.getValue("type"))
                && tool.getValue("vector_store_ids") instanceof JsonArray ids
                && !ids.isEmpty()
                && ids.stream().allMatch(id -> id instanceof String text && kept.has(tenant, text));
    }

    private static Future<List<Passage>> found(
            Tenant tenant, String question, List<JsonObject> tools, FrondFiles kept) {
        var searches = new ArrayList<Future<List<Passage>>>();
        for (var tool : tools) {
            var wish = wish(Body.of(tool), question);
            tool.getJsonArray("vector_store_ids")
                    .forEach(id -> searches.add(
                            kept.search().found(tenant, (String) id, wish).map(hits -> hits.stream()
                                    .map(hit -> passage((String) id, hit))
                                    .toList())));
        }
        return Future.all(searches).map(done -> best(done.<List<Passage>>list()));
    }

    private static Wish wish(Body tool, String question) {
        var most = tool.number("max_num_results", 1, MOST_RESULTS);
        return new Wish(List.of(question), Filters.of(tool), most == null ? USUAL_RESULTS : most, Wish.least(tool));
    }

    private static Passage passage(String store, Hit hit) {
        var chunk = hit.chunk();
        var source = new Source(store, chunk.document(), chunk.version());
        return new Passage(source, chunk.heading(), chunk.text(), hit.score(), chunk.modified());
    }

    private static List<Passage> best(List<List<Passage>> found) {
        var best = new ArrayList<Passage>();
        int room = MOST_CHARACTERS;
        var all = found.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(Passage::score).reversed())
                .toList();
        for (var passage : all) {
            room -= passage.text().length();
            if (room >= 0) {
                best.add(passage);
            }
        }
        return best;
    }

    /** It depends on stores that no cache follows, so that its answer is not kept: a source that is never current. */
    private static Call call(Ask ask, Route route, List<Edit> edits, List<Passage> passages) {
        var all = new ArrayList<>(edits);
        all.addAll(Passages.into(ask, passages));
        var sources = new ArrayList<>(
                passages.stream().map(Passage::source).distinct().toList());
        sources.add(new Source("", "", ""));
        return new Call(ask, route, all, passages, sources);
    }

    private static Throwable told(Throwable failed) {
        if (failed instanceof Refused) {
            return failed;
        }
        LOG.warn("a file_search of a request failed: {}", failed.toString());
        return Refused.of(Reason.RETRIEVAL_FAILED, "The vector stores that the request names could not be searched.");
    }
}
