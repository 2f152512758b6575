package io.frond.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The voice of the simulated general model: it quotes, word for word, the sentences of the passages it was given that
 * share most with the question, and says where they stand. It knows nothing else.
 *
 * <p>A sentence is worth the weights of the question's content words in it, and half of those found only in its
 * heading or its neighbour before. A word weighs {@code ln(1 + N / n)}: N sentences in all, n of them with the word. A
 * question for a quantity favours sentences with a number. Less than {@value #ENOUGH} of the question's weight is no
 * answer.
 */
final class Extractive implements Voice {
    private static final double ENOUGH = 0.3;
    private static final double ALSO_GOOD = 0.75;
    private static final double NUMBER_BONUS = 1.25;
    private static final int QUOTES = 3;
    private static final int FEWEST_WORDS = 4;
    private static final Pattern QUANTITY = Pattern.compile(
            "\\bhow (?:long|many|much|often|far|soon|late|old)\\b|\\bwhen\\b|\\blimit|\\bdeadline|\\bmaximum|\\bminimum",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile(
            "\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\\b", Pattern.CASE_INSENSITIVE);

    /** A sentence that may be quoted: its own words, and those around it that tell what it is about. */
    private record Candidate(
            Grounding.Quotable passage, int position, String text, Set<String> words, Set<String> context) {}

    private record Scored(Candidate candidate, double score) {}

    @Override
    public String answer(String message) {
        var grounding = Grounding.of(message);
        if (!grounding.given()) {
            return "No passages were given with this question. This simulated model only quotes passages, so it has"
                    + " no answer.";
        }
        var best = best(grounding);
        return best.isEmpty() ? nothing(grounding) : quote(best);
    }

    private static List<Candidate> best(Grounding grounding) {
        var candidates = candidates(grounding.passages());
        var weights = weights(ContentWords.of(grounding.question()), candidates);
        double all = weights.values().stream().mapToDouble(w -> w).sum();
        double bonus = QUANTITY.matcher(grounding.question()).find() ? NUMBER_BONUS : 1;
        var scored = candidates.stream()
                .map(c -> new Scored(
                        c, score(c, weights) * (NUMBER.matcher(c.text).find() ? bonus : 1)))
                .filter(s -> s.score > 0 && s.score >= ENOUGH * all)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(QUOTES)
                .toList();
        return scored.stream()
                .filter(s -> s.score >= ALSO_GOOD * scored.get(0).score)
                .map(Scored::candidate)
                .toList();
    }

    private static List<Candidate> candidates(List<Grounding.Quotable> passages) {
        var candidates = new ArrayList<Candidate>();
        for (var passage : passages) {
            var before = ContentWords.of(passage.heading() + " " + passage.source());
            var heading = before;
            for (String sentence : Sentences.of(passage.text())) {
                var words = ContentWords.of(sentence);
                var context = new LinkedHashSet<>(heading);
                context.addAll(before);
                if (sentence.split("\\s+").length >= FEWEST_WORDS) {
                    candidates.add(new Candidate(passage, candidates.size(), sentence, words, context));
                }
                before = words;
            }
        }
        return candidates;
    }

    private static Map<String, Double> weights(Set<String> asked, List<Candidate> candidates) {
        var weights = new HashMap<String, Double>();
        for (String word : asked) {
            long with = candidates.stream()
                    .filter(c -> c.words.contains(word) || c.context.contains(word))
                    .count();
            weights.put(word, Math.log(1 + (double) candidates.size() / Math.max(1, with)));
        }
        return weights;
    }

    private static double score(Candidate candidate, Map<String, Double> weights) {
        return weights.entrySet().stream()
                .mapToDouble(w -> candidate.words.contains(w.getKey())
                        ? w.getValue()
                        : candidate.context.contains(w.getKey()) ? w.getValue() / 2 : 0)
                .sum();
    }

    private static String quote(List<Candidate> best) {
        var quotes = best.stream()
                .sorted(Comparator.comparingInt(Candidate::position))
                .map(c -> "\"" + c.text + "\" [" + c.passage.id() + "]")
                .collect(Collectors.joining(" "));
        var sources = best.stream()
                .sorted(Comparator.comparingInt(Candidate::position))
                .map(c -> source(c.passage))
                .distinct()
                .collect(Collectors.joining("\n"));
        return quotes + "\n\n" + sources;
    }

    private static String source(Grounding.Quotable passage) {
        var heading = passage.heading().isEmpty() ? "" : ", " + passage.heading();
        var modified = passage.modified().isEmpty() ? "" : ", as of " + passage.modified();
        return "[" + passage.id() + "] " + passage.source() + heading + modified;
    }

    private static String nothing(Grounding grounding) {
        var looked = grounding.passages().stream()
                .map(Grounding.Quotable::source)
                .distinct()
                .collect(Collectors.joining(", "));
        return "Nothing was found in the passages that answers this" + (looked.isEmpty() ? "." : " (" + looked + ").");
    }
}
