package io.frond.quality;

import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedded;
import io.frond.embed.Embedder;
import io.frond.evaluate.Ranking;
import io.frond.model.Clock;
import io.frond.model.Workers;
import io.frond.retrieve.Filter;
import io.frond.retrieve.Index;
import io.frond.retrieve.Knowledge;
import io.frond.retrieve.Means;
import io.frond.retrieve.Search;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One labelled set in a collection as the program opens it, asked all its questions. Blocks; runs off the event loops. */
final class RetrievalRun implements AutoCloseable {
    /** Chunks looked at to fill the first ten documents. */
    private static final int DEPTH = 50;

    /** Of reciprocal ranks, as everybody has it. */
    private static final int RANKS = 60;

    private final RetrievalSet set;
    private final double dense;
    private final Embedder embedder;
    private final Index index;
    private final Knowledge knowledge;

    private RetrievalRun(RetrievalSet set, KnowledgeConfig config, Means means) {
        this.set = set;
        this.dense = config.search().dense();
        this.embedder = means.questions().result();
        this.index = Index.inMemory(means.bulk(), means.bulk());
        this.knowledge = Knowledge.open(config, index, new RetrievalTexts(set), means);
    }

    /** Returns when every text has its vectors. */
    static RetrievalRun open(RetrievalSet set, Vertx vertx, Workers workers, Embedder embedder) throws Exception {
        var model = Future.succeededFuture(embedder);
        var means = new Means(vertx, workers, model, model, Clock.system());
        var run = new RetrievalRun(set, KnowledgeConfig.usual(set.name(), "lucene", Path.of(".")), means);
        get(run.knowledge.start());
        get(run.embedded(vertx));
        get(run.index.refresh());
        return run;
    }

    private Future<Void> embedded(Vertx vertx) {
        var embedded = Promise.<Void>promise();
        vertx.setPeriodic(100, timer -> {
            if (knowledge.stats().vectors() == 1) {
                vertx.cancelTimer(timer);
                embedded.complete();
            }
        });
        return embedded.future();
    }

    /**
     * What the default settings find.
     *
     * @param comparing beside simpler ways
     */
    Map<String, RetrievalScores> scores(boolean comparing) throws Exception {
        var ways = new LinkedHashMap<String, List<Ranking>>();
        for (var asked : set.questions()) {
            var read = get(embedder.read(List.of(asked.text()))).getFirst();
            add(ways, "frond", asked, documents(asked, read, dense));
            if (comparing) {
                compare(ways, asked, new Embedded(read.vector(), List.of()));
            }
        }
        var scores = new LinkedHashMap<String, RetrievalScores>();
        ways.forEach((way, rankings) -> scores.put(way, RetrievalScores.of(rankings)));
        return scores;
    }

    private void compare(Map<String, List<Ranking>> ways, RetrievalSet.Asked asked, Embedded read) throws Exception {
        var words = documents(asked, read, 0);
        var meaning = documents(asked, read, 1);
        add(ways, "words", asked, words);
        add(ways, "meaning", asked, meaning);
        add(ways, "ranks 1:1", asked, joined(words, meaning));
    }

    private static void add(
            Map<String, List<Ranking>> ways, String way, RetrievalSet.Asked asked, List<String> documents) {
        ways.computeIfAbsent(way, name -> new ArrayList<>()).add(new Ranking(documents, asked.relevant()));
    }

    /** Each document once, at the place of its best chunk. */
    private List<String> documents(RetrievalSet.Asked asked, Embedded read, double weight) throws Exception {
        var filter = asked.tenant().isEmpty()
                ? Filter.NONE
                : new Filter.Compare("tenant", Filter.Operator.EQ, asked.tenant());
        var search = new Search(asked.text(), weight == 0 ? null : read.vector(), weight, DEPTH, filter, Instant.EPOCH);
        return get(index.search(search, read.words())).stream()
                .map(hit -> RetrievalTexts.text(hit.chunk().document()))
                .distinct()
                .toList();
    }

    private static List<String> joined(List<String> some, List<String> others) {
        var scores = new LinkedHashMap<String, Double>();
        for (var list : List.of(some, others)) {
            for (int rank = 0; rank < list.size(); rank++) {
                scores.merge(list.get(rank), 1.0 / (RANKS + rank + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    @Override
    public void close() {
        var unused = knowledge.close().toCompletionStage().toCompletableFuture().join();
    }
}
