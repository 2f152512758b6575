package io.frond.classify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good the answers of each arm were so far, and so how good its answer to a question is likely to be: the running
 * average of the question's cluster, and what its text adds to that, by ridge regression updated with every outcome.
 *
 * <p>Bounded: about a megabyte for each arm, and so many arms and clusters. Owned by one thread at a time.
 */
public final class Outcomes {
    private static final int ARMS = 32;
    private static final int CLUSTERS = 1_000;
    private static final double USUAL_WEIGHT = 30;
    private static final double PENALTY = 100;

    private final int dimensions;
    private final Map<String, Arm> arms = new LinkedHashMap<>();

    /** @param dimensions of the vectors */
    public Outcomes(int dimensions) {
        this.dimensions = dimensions;
    }

    /**
     * One answer was judged.
     *
     * @param cluster what kind of question it was, such as its route
     * @param vector of the question, of unit length
     * @param quality 0 to 1
     */
    public void learn(String arm, String cluster, float[] vector, double quality) {
        var known = arms.get(arm);
        if (known == null && arms.size() < ARMS) {
            known = new Arm(dimensions);
            arms.put(arm, known);
        }
        if (known != null) {
            known.learn(cluster, vector, quality);
        }
    }

    /** Expected quality of an arm's answer, about 0 to 1; one half where nothing is known of it. */
    public double expected(String arm, String cluster, float[] vector) {
        var known = arms.get(arm);
        return known == null ? 0.5 : known.expected(cluster, vector);
    }

    private static final class Arm {
        private final Map<String, Average> clusters = new LinkedHashMap<>();
        private final Average all = new Average();
        private final RunningRidge text;

        private Arm(int dimensions) {
            text = new RunningRidge(dimensions, PENALTY);
        }

        private void learn(String cluster, float[] vector, double quality) {
            text.learn(vector, quality - average(cluster));
            all.add(quality);
            if (clusters.size() < CLUSTERS || clusters.containsKey(cluster)) {
                clusters.computeIfAbsent(cluster, first -> new Average()).add(quality);
            }
        }

        private double expected(String cluster, float[] vector) {
            return average(cluster) + text.of(vector);
        }

        /** Of few outcomes it is mostly that of all. */
        private double average(String cluster) {
            var own = clusters.get(cluster);
            return own == null ? all.mean(1, 0.5) : own.mean(USUAL_WEIGHT, all.mean(1, 0.5));
        }
    }

    private static final class Average {
        private double sum;
        private long count;

        private void add(double value) {
            sum += value;
            count++;
        }

        private double mean(double weight, double usual) {
            return (sum + weight * usual) / (count + weight);
        }
    }
}
