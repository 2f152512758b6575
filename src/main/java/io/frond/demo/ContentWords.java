package io.frond.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The words of a text that carry meaning, as Porter stems in lower case; numbers are words too. */
final class ContentWords {
    /** Words with which questions are asked, but which say nothing of what they are about. */
    private static final String ASKING = """
            what which who whom whose when where why how do does did can could may might must shall should will
            would am i me my we us our you your he she his her its them have has had been being were from about
            any some many much long often soon need want get please tell there here than so out up one happens
            happen allowed possible ever also just let make going know whether after before within
            """;

    /** Within names such as {@code cache.ttl} and {@code min_margin}, but not within numbers. */
    private static final Pattern JOINT = Pattern.compile("(?<=\\p{L})[._](?=\\p{L})");

    private static final Analyzer ENGLISH = new EnglishAnalyzer(stopWords());

    private ContentWords() {}

    static Set<String> of(String text) {
        var words = new LinkedHashSet<String>();
        try (var stream = ENGLISH.tokenStream("text", JOINT.matcher(text).replaceAll(" "))) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string", e);
        }
        return words;
    }

    private static CharArraySet stopWords() {
        var words = new CharArraySet(List.of(ASKING.strip().split("\\s+", -1)), true);
        words.addAll(EnglishAnalyzer.getDefaultStopSet());
        return words;
    }
}
