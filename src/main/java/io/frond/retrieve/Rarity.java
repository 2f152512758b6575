package io.frond.retrieve;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/**
 * How much each term of a question tells: {@code ln(1 + chunks / chunks with it)}. A term that no chunk has counts
 * most; smoother than BM25's own weight, which is near zero for everything in a collection of few chunks.
 *
 * @param all sum over the terms
 */
record Rarity(Map<Term, Double> byTerm, double all) {

    static Rarity of(List<String> terms, IndexReader reader) throws IOException {
        var byTerm = new LinkedHashMap<Term, Double>();
        double all = 0;
        for (String text : terms) {
            var term = new Term(LuceneIndex.WORDS, text);
            double weight = Math.log1p(reader.numDocs() / Math.max(0.5, reader.docFreq(term)));
            byTerm.put(term, weight);
            all += weight;
        }
        return new Rarity(byTerm, all);
    }
}
