package io.frond.retrieve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Takes all measures of chunks within one segment of the index. Entries must be asked for in ascending order. */
final class Measures {
    private final int base;
    private final double allRarity;
    private final List<Map.Entry<PostingsEnum, Double>> postings;
    private final @Nullable Scorer words;
    private final @Nullable FloatVectorValues vectors;
    private final KnnVectorValues.@Nullable DocIndexIterator places;
    private final float @Nullable [] question;

    Measures(IndexSearcher searcher, LeafReaderContext leaf, Query words, Rarity rarity, float @Nullable [] question)
            throws IOException {
        this.base = leaf.docBase;
        this.allRarity = rarity.all();
        this.question = question;
        this.words = searcher.createWeight(searcher.rewrite(words), ScoreMode.COMPLETE, 1)
                .scorer(leaf);
        this.vectors = question == null ? null : leaf.reader().getFloatVectorValues(LuceneIndex.VECTOR);
        this.places = vectors == null ? null : vectors.iterator();
        this.postings = new ArrayList<>();
        for (var term : rarity.byTerm().entrySet()) {
            var list = leaf.reader().postings(term.getKey(), PostingsEnum.NONE);
            if (list != null) {
                postings.add(Map.entry(list, term.getValue()));
            }
        }
    }

    Candidate of(int entry) throws IOException {
        int place = entry - base;
        return new Candidate(entry, words(place), coverage(place), cosine(place));
    }

    private double words(int place) throws IOException {
        return words != null && at(words.iterator(), place) ? words.score() : 0;
    }

    private double coverage(int place) throws IOException {
        double covered = 0;
        for (var term : postings) {
            if (at(term.getKey(), place)) {
                covered += term.getValue();
            }
        }
        return allRarity == 0 ? 0 : covered / allRarity;
    }

    private @Nullable Double cosine(int place) throws IOException {
        if (vectors == null || places == null || question == null || !at(places, place)) {
            return null;
        }
        return (double) VectorUtil.dotProduct(question, vectors.vectorValue(places.index()));
    }

    private static boolean at(DocIdSetIterator list, int place) throws IOException {
        int found = list.docID() < place ? list.advance(place) : list.docID();
        return found == place;
    }
}
