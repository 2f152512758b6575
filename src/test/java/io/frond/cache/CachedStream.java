package io.frond.cache;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The semantic cache's own decision over a stream of questions whose right answers are known. */
public final class CachedStream {
    private final List<String> texts;
    private final List<String> answers;
    private final List<float[]> vectors;

    /** What became of one order of the stream. */
    public record Result(int requests, int hits, int wrong, int judgements, int checks) {}

    public CachedStream(List<String> texts, List<String> answers, List<float[]> vectors) {
        this.texts = texts;
        this.answers = answers;
        this.vectors = vectors;
    }

    public Result run(List<Integer> order, double error, long seed) {
        var pool = new Pool(vectors.getFirst().length);
        var calibration = new Calibration(error, 0.25, new SplittableRandom(seed));
        var answerOf = new HashMap<Entry, String>();
        int hits = 0;
        int wrong = 0;
        int judgements = 0;
        int checks = 0;
        for (int n : order) {
            var sight = pool.look(new Wording(texts.get(n)), vectors.get(n));
            var trial = calibration.consider(sight.evidence());
            if (trial.hit()) {
                hits++;
                wrong += answers.get(n).equals(answerOf.get(sight.best())) ? 0 : 1;
                if (!trial.check()) {
                    continue;
                }
                checks++;
            }
            var entry = new Entry(texts.get(n), "k" + n, "r");
            answerOf.put(entry, answers.get(n));
            for (Entry rival : sight.rivals()) {
                judgements++;
                boolean same = answers.get(n).equals(answerOf.get(rival));
                if (rival == sight.best()) {
                    pool.judged(rival, same);
                    calibration.judged(trial, same);
                }
                if (same) {
                    pool.same(entry, rival);
                }
            }
            pool.add(entry, vectors.get(n));
        }
        return new Result(order.size(), hits, wrong, judgements, checks);
    }

    /** One threshold on the cosine, no guards: as others do it. */
    public Result fixed(List<Integer> order, double threshold) {
        var near = new NearVectors(vectors.getFirst().length);
        var kept = new ArrayList<String>();
        int hits = 0;
        int wrong = 0;
        for (int n : order) {
            var best = near.nearest(vectors.get(n), 1);
            if (!best.isEmpty() && best.getFirst().cosine() >= threshold) {
                hits++;
                wrong += answers.get(n).equals(kept.get(best.getFirst().number())) ? 0 : 1;
            } else {
                near.add(vectors.get(n));
                kept.add(answers.get(n));
            }
        }
        return new Result(order.size(), hits, wrong, 0, 0);
    }

    /** The share of questions that guards hold apart from the nearest one of the same answer. */
    public double lost(PrintStream told) {
        var why = new TreeMap<String, Integer>();
        int pairs = 0;
        int apart = 0;
        for (int n = 0; n < texts.size(); n++) {
            int twin = twin(n);
            if (twin < 0) {
                continue;
            }
            pairs++;
            var against = CachedPairs.against(texts.get(twin), texts.get(n));
            if (against != null) {
                apart++;
                why.merge(against, 1, Integer::sum);
            }
        }
        told.println("guards hold apart " + apart + " of " + pairs + " questions and their nearest of the same answer: "
                + why);
        return (double) apart / pairs;
    }

    private int twin(int n) {
        int twin = -1;
        double most = -1;
        for (int i = 0; i < texts.size(); i++) {
            if (i != n && answers.get(i).equals(answers.get(n))) {
                double cosine = dot(vectors.get(i), vectors.get(n));
                twin = cosine > most ? i : twin;
                most = Math.max(most, cosine);
            }
        }
        return twin;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
