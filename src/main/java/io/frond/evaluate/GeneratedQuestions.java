package io.frond.evaluate;

import io.frond.retrieve.Chunk;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Questions made from documents where nobody has written any: the heading of a section, and every other word of
 * the first sentence below it. They repeat what is written, so they say less about search by meaning than real ones.
 */
public final class GeneratedQuestions {
    private static final int MOST = 300;
    private static final int SHARED = 3;
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 24;

    private final Map<String, Set<String>> documents = new LinkedHashMap<>();

    private GeneratedQuestions() {}

    /**
     * @param chunks of all documents
     * @param seed the same one makes the same of the same documents
     */
    public static List<Asked> of(List<Chunk> chunks, long seed) {
        var questions = new GeneratedQuestions();
        chunks.forEach(questions::add);
        return questions.chosen(new Random(seed));
    }

    private void add(Chunk chunk) {
        var heading = chunk.heading().replace(" > ", " ").strip();
        if (!heading.isEmpty()) {
            ask(heading, chunk);
        }
        var words = words(first(chunk.text()));
        if (words.size() >= 2 * FEWEST_WORDS) {
            ask(String.join(" ", everyOther(words)), chunk);
        }
    }

    private void ask(String text, Chunk chunk) {
        documents.computeIfAbsent(text, any -> new LinkedHashSet<>()).add(chunk.document());
    }

    /** What stands in many documents asks for none of them. */
    private List<Asked> chosen(Random random) {
        var all = new ArrayList<Asked>();
        documents.forEach((text, of) -> {
            if (of.size() <= SHARED) {
                all.add(new Asked(text, of));
            }
        });
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    private static String first(String text) {
        var ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(text);
        int end = ends.next();
        return end == BreakIterator.DONE ? text : text.substring(0, end);
    }

    private static List<String> words(String sentence) {
        var words = new ArrayList<String>();
        for (var word : sentence.split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        return words;
    }

    private static List<String> everyOther(List<String> words) {
        var some = new ArrayList<String>();
        for (int i = 0; i < words.size(); i += 2) {
            some.add(words.get(i));
        }
        return some;
    }
}
