package io.frond.retrieve;

import java.io.IOException;
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
 * {@link Fusion} orders them, {@link Refinement} the first of them. Reads one frozen state of the index; runs on a worker.
 */
final class HybridSearch {
    /** Terms of a question that are looked up at most. */
    static final int TERMS = 128;

    private static final int CANDIDATES = 50;

    private final IndexSearcher searcher;
    private final List<String> terms;
    private final Search asked;
    private final AskedWords words;
    private final @Nullable Query admitted;

    HybridSearch(IndexSearcher searcher, List<String> terms, Search asked, AskedWords words) throws IOException {
        this.searcher = searcher;
        this.words = words;
        this.terms = terms;
        this.asked = asked;
        this.admitted = AdmittedFacts.of(asked, searcher.getIndexReader());
    }

    List<Hit> best() throws IOException {
        var candidates = measured(brought());
        var fusion = new Fusion(candidates, asked.dense());
        var hits = new ArrayList<Hit>();
        for (var ranked : Refinement.of(fused(candidates, fusion), words)) {
            if (hits.size() == asked.k()) {
                break;
            }
            hits.add(new Hit(chunk(ranked.entry()), ranked.share() * fusion.evidence()));
        }
        return hits;
    }

    private static List<Refinement.Ranked> fused(List<Candidate> candidates, Fusion fusion) {
        return candidates.stream()
                .map(candidate -> new Refinement.Ranked(candidate.entry(), fusion.share(candidate)))
                .sorted(Comparator.comparingDouble(Refinement.Ranked::share)
                        .reversed()
                        .thenComparingInt(Refinement.Ranked::entry))
                .toList();
    }

    private NavigableSet<Integer> brought() throws IOException {
        var entries = new TreeSet<Integer>();
        if (!terms.isEmpty()) {
            add(entries, admitted == null ? words() : among(admitted));
        }
        if (asked.vector() != null) {
            add(entries, new KnnFloatVectorQuery(LuceneIndex.VECTOR, asked.vector(), CANDIDATES, admitted));
        }
        return entries;
    }

    private void add(NavigableSet<Integer> entries, Query query) throws IOException {
        for (ScoreDoc hit : searcher.search(query, CANDIDATES).scoreDocs) {
            entries.add(hit.doc);
        }
    }

    private Query among(Query some) {
        return new BooleanQuery.Builder()
                .add(words(), BooleanClause.Occur.MUST)
                .add(some, BooleanClause.Occur.FILTER)
                .build();
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
                measures = new Measures(searcher, leaves.get(leaf), words(), rarity, asked.vector());
            }
            candidates.add(measures.of(entry));
        }
        return candidates;
    }

    private Chunk chunk(int entry) throws IOException {
        var stored = searcher.storedFields().document(entry);
        return new Chunk(
                stored.get(LuceneIndex.DOCUMENT),
                StoredFacts.read(stored),
                stored.getField("ordinal").numericValue().intValue(),
                stored.get("heading"),
                stored.get("text"));
    }
}
