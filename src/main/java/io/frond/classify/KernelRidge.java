package io.frond.classify;

import java.util.List;

/**
 * Ridge regression in the space of a kernel, onto one column per class: 1 where an example belongs to the class, 0
 * where not, around an even prior. Far from all examples every class therefore scores alike.
 *
 * <p>With {@code A = (K + noise)^-1} the weights are {@code a = A y}, and what a model without the examples B would say
 * about them is {@code y_B - A_BB^-1 a_B}: every example is held out in turn for the price of one inversion, which is
 * of the order of n^3. Together with it one example of each other class is held out: a class that alone had lost one
 * would be at a disadvantage, and the more so the fewer it has.
 */
final class KernelRidge {
    private static final int AT_ONCE = 4;
    private static final double SMALLEST = 1e-9;

    private final double[][] weights;
    private final double[][] heldOut;

    private KernelRidge(double[][] weights, double[][] heldOut) {
        this.weights = weights;
        this.heldOut = heldOut;
    }

    /**
     * @param kernel lower triangle of the examples' likenesses, row i of length i + 1, without noise; overwritten
     * @param noise added to the diagonal, per example
     * @param targets per example one value a class
     * @param together groups of examples that are held out together; each example in one of them
     */
    static KernelRidge fit(double[][] kernel, double[] noise, double[][] targets, List<int[]> together) {
        for (int i = 0; i < kernel.length; i++) {
            kernel[i][i] += noise[i];
        }
        factor(kernel);
        double[][] weights = copy(targets);
        solve(kernel, weights);
        double[][] columns = columnsOfInverse(kernel);
        double[][] heldOut = copy(targets);
        for (int[] group : together) {
            holdOut(group, columns, weights, heldOut);
        }
        return new KernelRidge(weights, heldOut);
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    /** Takes {@code A_BB^-1 a_B} from the targets of the group. */
    private static void holdOut(int[] group, double[][] columns, double[][] weights, double[][] heldOut) {
        double[][] inverse = new double[group.length][];
        double[][] change = new double[group.length][];
        for (int i = 0; i < group.length; i++) {
            inverse[i] = new double[i + 1];
            change[i] = weights[group[i]].clone();
            for (int j = 0; j <= i; j++) {
                inverse[i][j] = product(columns, group[i], group[j]);
            }
        }
        factor(inverse);
        solve(inverse, change);
        for (int i = 0; i < group.length; i++) {
            axpy(-1, change[i], heldOut[group[i]], change[i].length);
        }
    }

    /** Element ij of the inverse. Column i of {@code L^-1} begins with its row i. */
    private static double product(double[][] columns, int i, int j) {
        int from = Math.max(i, j);
        double sum = 0;
        for (int k = from; k < columns.length; k++) {
            sum += columns[i][k - i] * columns[j][k - j];
        }
        return sum;
    }

    /** Cholesky: K = L L', in place, some rows at a time: each row before them is then read once for all of them. */
    private static void factor(double[][] l) {
        double[] dots = new double[AT_ONCE];
        int i = 0;
        for (; i + AT_ONCE <= l.length; i += AT_ONCE) {
            for (int j = 0; j < i; j++) {
                dots(l[j], l, i, j, dots);
                for (int r = 0; r < AT_ONCE; r++) {
                    l[i + r][j] = (l[i + r][j] - dots[r]) / l[j][j];
                }
            }
            finish(l, i, i, i + AT_ONCE);
        }
        finish(l, i, 0, l.length);
    }

    /** Rows from one to another, whose columns up to {@code done} are finished. */
    private static void finish(double[][] l, int from, int done, int to) {
        for (int i = from; i < to; i++) {
            double[] row = l[i];
            for (int j = done; j < i; j++) {
                row[j] = (row[j] - dot(row, l[j], j)) / l[j][j];
            }
            row[i] = Math.sqrt(Math.max(row[i] - dot(row, row, i), SMALLEST));
        }
    }

    /** Forward, then backward; all columns at once. */
    private static void solve(double[][] l, double[][] x) {
        int columns = x[0].length;
        for (int i = 0; i < l.length; i++) {
            for (int j = 0; j < i; j++) {
                axpy(-l[i][j], x[j], x[i], columns);
            }
            scale(x[i], 1 / l[i][i]);
        }
        for (int i = l.length - 1; i >= 0; i--) {
            scale(x[i], 1 / l[i][i]);
            for (int j = 0; j < i; j++) {
                axpy(-l[i][j], x[i], x[j], columns);
            }
        }
    }

    /** The columns of {@code L^-1}; column j without the zeros above its diagonal. */
    private static double[][] columnsOfInverse(double[][] l) {
        double[][] rows = new double[l.length][];
        for (int i = 0; i < l.length; i += AT_ONCE) {
            int end = Math.min(i + AT_ONCE, l.length);
            for (int r = i; r < end; r++) {
                rows[r] = new double[r + 1];
            }
            for (int k = 0; k < i; k++) {
                for (int r = i; r < end; r++) {
                    axpy(-l[r][k], rows[k], rows[r], k + 1);
                }
            }
            for (int r = i; r < end; r++) {
                for (int k = i; k < r; k++) {
                    axpy(-l[r][k], rows[k], rows[r], k + 1);
                }
                rows[r][r] = 1;
                scale(rows[r], 1 / l[r][r]);
            }
        }
        return columns(rows);
    }

    private static double[][] columns(double[][] rows) {
        double[][] columns = new double[rows.length][];
        for (int j = 0; j < rows.length; j++) {
            columns[j] = new double[rows.length - j];
            for (int i = j; i < rows.length; i++) {
                columns[j][i - j] = rows[i][j];
            }
        }
        return columns;
    }

    private static double dot(double[] a, double[] b, int length) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < length ? even + odd + a[i] * b[i] : even + odd;
    }

    /** Of the beginnings of one row with each of some rows. */
    private static void dots(double[] x, double[][] rows, int from, int length, double[] dots) {
        double[] first = rows[from];
        double[] second = rows[from + 1];
        double[] third = rows[from + 2];
        double[] fourth = rows[from + 3];
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < length; i++) {
            a += x[i] * first[i];
            b += x[i] * second[i];
            c += x[i] * third[i];
            d += x[i] * fourth[i];
        }
        dots[0] = a;
        dots[1] = b;
        dots[2] = c;
        dots[3] = d;
    }

    private static void axpy(double a, double[] x, double[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += a * x[i];
        }
    }

    private static void scale(double[] x, double by) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= by;
        }
    }

    /** How much an example says for each class. */
    double[] weights(int example) {
        return weights[example];
    }

    /** Scores of this example by a model that never saw it. */
    double[] heldOut(int example) {
        return heldOut[example];
    }

    /** @param likeness of a question to each example */
    double[] scores(double[] likeness) {
        double[] scores = new double[weights[0].length];
        for (int i = 0; i < likeness.length; i++) {
            axpy(likeness[i], weights[i], scores, scores.length);
        }
        return scores;
    }
}
