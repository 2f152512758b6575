package io.frond.cache;

/**
 * What speaks for it that the answer to one question answers another.
 *
 * @param similarity cosine of their vectors
 * @param margin how much nearer it is than the nearest question of another answer
 * @param overlap share of their words that they have in common, 0 to 1
 * @param support share of the questions around that have the same answer, by nearness, 0 to 1
 * @param right how often this answer was judged right for others
 * @param judged how often it was judged
 */
record Evidence(double similarity, double margin, double overlap, double support, int right, int judged) {
    static final int FEATURES = 5;

    private static final double USUAL_SIMILARITY = 0.8;
    private static final double USUAL_MARGIN = 0.1;
    private static final double SPREAD = 10;

    /** About as large as one another. */
    double[] features() {
        return new double[] {
            1,
            (similarity - USUAL_SIMILARITY) * SPREAD,
            (Math.min(margin, 0.4) - USUAL_MARGIN) * SPREAD,
            2 * overlap - 1,
            2 * support - 1
        };
    }
}
