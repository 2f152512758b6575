package io.frond.classify;

import io.frond.classify.Meaning.Head;
import java.util.List;

/**
 * Decides by likeness to each example: kernel ridge regression, where two texts are alike by meaning (an exponential of
 * their cosine, so that near ones count for far more than distant ones) and by wording (the cosine of their n-grams).
 */
final class Neighbourhood {
    private static final double REACH = 0.5;
    private static final double WORDING = 0.4;
    private static final double USUAL_TEMPERATURE = 0.06;

    private final Postings wordings;
    private final KernelRidge ridge;

    private Neighbourhood(Postings wordings, KernelRidge ridge) {
        this.wordings = wordings;
        this.ridge = ridge;
    }

    /** For up to {@link Schooled#MOST} lessons. */
    static Head head(Lessons lessons, Acquaintance acquaintance, List<Features> wordings) {
        float[][] among = acquaintance.among();
        var postings = Postings.of(wordings, Ngrams.BUCKETS);
        var schooled = Schooled.of(lessons, kernel(among, postings, wordings), USUAL_TEMPERATURE);
        var learnt = new Neighbourhood(postings, schooled.ridge());
        return new Head(
                (vector, wording, similar) -> learnt.scores(similar, wording),
                schooled.calibrated(),
                Familiarity.of(Acquaintance.likenesses(among), schooled.heldOut()),
                schooled.heldOut());
    }

    private static double[][] kernel(float[][] among, Postings postings, List<Features> wordings) {
        double[][] kernel = new double[among.length][];
        for (int i = 0; i < kernel.length; i++) {
            double[] common = postings.products(wordings.get(i));
            kernel[i] = new double[i + 1];
            for (int j = 0; j < i; j++) {
                kernel[i][j] = alike(among[i][j], common[j]);
            }
            kernel[i][i] = alike(1, common[i]);
        }
        return kernel;
    }

    private static double alike(double similar, double common) {
        return Math.exp((similar - 1) / REACH) + WORDING * common;
    }

    /** @param similar cosines of the question's vector with those of the examples */
    private double[] scores(double[] similar, Features wording) {
        double[] alike = wordings.products(wording);
        for (int i = 0; i < alike.length; i++) {
            alike[i] = alike(similar[i], alike[i]);
        }
        return ridge.scores(alike);
    }
}
