package io.frond.retrieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The terms of a text and how often each stands in it, for engines that are given terms instead of texts.
 *
 * @param length of the text in terms
 */
record Bag(Map<String, Integer> counts, int length) {

    static Bag of(Analyzer analyzer, String text) {
        var counts = new TreeMap<String, Integer>();
        int length = 0;
        try (var stream = analyzer.tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                counts.merge(term.toString(), 1, Integer::sum);
                length++;
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return new Bag(counts, length);
    }
}
