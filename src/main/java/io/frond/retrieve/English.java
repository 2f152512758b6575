package io.frond.retrieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Text to search terms: lower case, accents folded, without words that say nothing, lightly stemmed. Words of other
 * languages pass as they are.
 *
 * <p>The words left out are those of which questions are made (how, may, I) as well as articles and prepositions:
 * they would otherwise count as parts of the question that no document answers.
 */
final class English extends Analyzer {
    private static final CharArraySet SILENT = CharArraySet.unmodifiableSet(new CharArraySet(
            List.of(("a an the this that these those there here it its itself he she him her his hers they them their "
                            + "we us our ours you your yours i me my mine one s t d m re ve ll "
                            + "is are was were be been being am do does did done doing have has had having "
                            + "can could may might must shall should will would "
                            + "who whom whose which what when where why how "
                            + "and or but nor so if then else than as at by for from in into of off on onto out over "
                            + "to under up upon with within about between through during per via "
                            + "not no any some such also just very too please tell know "
                            + "don didn doesn isn aren wasn weren won wouldn couldn shouldn can't cannot "
                            + "don't didn't doesn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't "
                            + "i'm i've i'd i'll you're we're they're it's there's what's that's")
                    .split(" ")),
            true));

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var words = new StandardTokenizer();
        var lower = new LowerCaseFilter(new EnglishPossessiveFilter(words));
        var telling = new StopFilter(new ASCIIFoldingFilter(lower), SILENT);
        return new TokenStreamComponents(words, new KStemFilter(telling));
    }

    /** Whether a word, in lower case, says anything of what a text is about. */
    static boolean tells(String word) {
        return !SILENT.contains(word) && word.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** The distinct terms of a question, in order, {@code most} of them at most. */
    List<String> terms(String text, int most) {
        var terms = new LinkedHashSet<String>();
        try (var stream = tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (terms.size() < most && stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return new ArrayList<>(terms);
    }
}
