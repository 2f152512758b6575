package io.frond.retrieve;

import io.frond.embed.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;

/** The telling words of a question, to be looked for in the chunks of one state of the index by what they mean. */
final class AskedWords {

    /** @param weight how much it tells: the rarer, the more */
    @SuppressWarnings("ArrayRecordComponent")
    private record Asked(byte[] signs, double weight) {}

    private final IndexReader reader;
    private final List<Asked> asked = new ArrayList<>();
    private double all;

    AskedWords(List<Word> words, IndexReader reader, English english) throws IOException {
        this.reader = reader;
        for (var word : words) {
            var signs = WordSigns.of(List.of(word));
            if (signs.length > 0) {
                double weight = weight(word.text(), english);
                asked.add(new Asked(signs, weight));
                all += weight;
            }
        }
    }

    private double weight(String word, English english) throws IOException {
        var term = english.terms(word, 1);
        int with = term.isEmpty() ? 0 : reader.docFreq(new Term(LuceneIndex.WORDS, term.getFirst()));
        double rarity = Math.log1p((reader.numDocs() - Math.min(with, reader.numDocs()) + 0.5) / (with + 0.5));
        return rarity * rarity;
    }

    /**
     * How near the words are to the nearest of the chunk's, on average by weight: 1 for the same, 0 for strangers. Not
     * a number where the chunk has no signs, or those of another model.
     */
    double closeness(int entry) throws IOException {
        var leaf = reader.leaves().get(ReaderUtil.subIndex(entry, reader.leaves()));
        var stored = leaf.reader().getBinaryDocValues(LuceneIndex.SIGNS);
        if (asked.isEmpty() || stored == null || !stored.advanceExact(entry - leaf.docBase)) {
            return Double.NaN;
        }
        var signs = stored.binaryValue();
        int size = asked.getFirst().signs().length;
        if (signs.length % size != 0) {
            return Double.NaN;
        }
        double close = 0;
        for (var word : asked) {
            int apart = WordSigns.distance(word.signs(), signs.bytes, signs.offset, signs.length);
            close += word.weight() * Math.max(0, 1 - apart / (4.0 * size));
        }
        return close / all;
    }
}
