package io.frond.classify;

/**
 * Ridge regression updated one example at a time (recursive least squares): after each it is exactly what a regression
 * over all examples so far would be. The square of the dimensions in time and memory.
 */
final class RunningRidge {
    private final double[][] inverse;
    private final double[] weights;

    RunningRidge(int dimensions, double penalty) {
        weights = new double[dimensions];
        inverse = new double[dimensions][dimensions];
        for (int i = 0; i < dimensions; i++) {
            inverse[i][i] = 1 / penalty;
        }
    }

    double of(float[] x) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * x[i];
        }
        return sum;
    }

    void learn(float[] x, double target) {
        double[] gain = new double[weights.length];
        double known = 1;
        for (int i = 0; i < gain.length; i++) {
            double sum = 0;
            for (int j = 0; j < gain.length; j++) {
                sum += inverse[i][j] * x[j];
            }
            gain[i] = sum;
            known += sum * x[i];
        }
        double wrong = (target - of(x)) / known;
        for (int i = 0; i < gain.length; i++) {
            weights[i] += gain[i] * wrong;
            double much = gain[i] / known;
            for (int j = 0; j < gain.length; j++) {
                inverse[i][j] -= much * gain[j];
            }
        }
    }
}
