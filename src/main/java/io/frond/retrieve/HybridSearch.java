package io.frond.retrieve;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * One search: the best by words and the best by vectors are brought together, both measures are taken of each, and
 * {@link Fusion} orders them. Reads one frozen state of the index; runs on a worker.
 */
final class HybridSearch {
    /** Terms of a question that are looked up at most. */
    static final int TERMS = 128;

    private static final int CANDIDATES = 50;

    private final IndexSearcher searcher;
    private final List<String> terms;
    private final float @Nullable [] vector;

    HybridSearch(IndexSearcher searcher, List<String> terms, float @Nullable [] vector) {
        this.searcher = searcher;
        this.terms = terms;
        this.vector = vector;
    }

    List<Hit> best(double dense, int k) throws IOException {
        var candidates = measured(brought());
        var fusion = new Fusion(candidates, dense);
        var ordered = candidates.stream()
                .sorted(Comparator.comparingDouble(fusion::score).reversed().thenComparingInt(Candidate::entry))
                .limit(k)
                .toList();
        var hits = new ArrayList<Hit>(ordered.size());
        for (var candidate : ordered) {
            hits.add(new Hit(chunk(candidate.entry()), fusion.score(candidate)));
        }
        return hits;
    }

    private NavigableSet<Integer> brought() throws IOException {
        var entries = new TreeSet<Integer>();
        if (!terms.isEmpty()) {
            add(entries, words());
        }
        if (vector != null) {
            add(entries, new KnnFloatVectorQuery(LuceneIndex.VECTOR, vector, CANDIDATES));
        }
        return entries;
    }

    private void add(NavigableSet<Integer> entries, Query query) throws IOException {
        for (ScoreDoc hit : searcher.search(query, CANDIDATES).scoreDocs) {
            entries.add(hit.doc);
        }
    }

    private Query words() {
        var any = new BooleanQuery.Builder();
        for (String term : terms) {
            any.add(new TermQuery(new Term(LuceneIndex.WORDS, term)), BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }

    private List<Candidate> measured(NavigableSet<Integer> entries) throws IOException {
        var leaves = searcher.getIndexReader().leaves();
        var rarity = Rarity.of(terms, searcher.getIndexReader());
        var candidates = new ArrayList<Candidate>(entries.size());
        Measures measures = null;
        int leaf = -1;
        for (int entry : entries) {
            int home = ReaderUtil.subIndex(entry, leaves);
            if (measures == null || home != leaf) {
                leaf = home;
                measures = new Measures(searcher, leaves.get(leaf), words(), rarity, vector);
            }
            candidates.add(measures.of(entry));
        }
        return candidates;
    }

    private Chunk chunk(int entry) throws IOException {
        var stored = searcher.storedFields().document(entry);
        return new Chunk(
                stored.get(LuceneIndex.DOCUMENT),
                stored.get("version"),
                Instant.ofEpochMilli(stored.getField("modified").numericValue().longValue()),
                stored.getField("ordinal").numericValue().intValue(),
                stored.get("heading"),
                stored.get("text"));
    }
}
