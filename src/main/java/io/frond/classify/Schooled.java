package io.frond.classify;

import io.frond.classify.Temperature.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A kernel model of the routes, calibrated on its examples, each held out in turn.
 *
 * @param heldOut each example by a model that never saw it, in their order
 */
record Schooled(KernelRidge ridge, Calibrated calibrated, List<HeldOut> heldOut) {
    /** More examples would take seconds to learn. */
    static final int MOST = 1_600;

    private static final double NOISE = 0.05;

    /**
     * @param kernel lower triangle of the examples' likenesses, row i of length i + 1; overwritten
     * @param usual temperature of such models, which counts while examples are few
     */
    static Schooled of(Lessons lessons, double[][] kernel, double usual) {
        var ridge = KernelRidge.fit(kernel, noise(lessons), targets(lessons), together(lessons));
        var heldOut = new ArrayList<HeldOut>();
        for (int i = 0; i < lessons.size(); i++) {
            heldOut.add(new HeldOut(ridge.heldOut(i), lessons.labels().get(i)));
        }
        return new Schooled(ridge, new Calibrated(Temperature.fit(heldOut, usual), lessons.routes()), heldOut);
    }

    /** Rare routes are listened to more closely, so that frequent ones do not drown them. */
    private static double[] noise(Lessons lessons) {
        int[] each = new int[lessons.routes().size()];
        lessons.labels().forEach(label -> each[label]++);
        double[] noise = new double[lessons.size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = NOISE * each[lessons.labels().get(i)] * each.length / noise.length;
        }
        return noise;
    }

    private static double[][] targets(Lessons lessons) {
        int routes = lessons.routes().size();
        double[][] targets = new double[lessons.size()][routes];
        for (int i = 0; i < targets.length; i++) {
            for (int c = 0; c < routes; c++) {
                targets[i][c] = (lessons.labels().get(i) == c ? 1 : 0) - 1.0 / routes;
            }
        }
        return targets;
    }

    /** The first example of each route, then the second of each, and so on. */
    private static List<int[]> together(Lessons lessons) {
        int[] each = new int[lessons.routes().size()];
        var groups = new TreeMap<Integer, List<Integer>>();
        for (int i = 0; i < lessons.size(); i++) {
            int nth = each[lessons.labels().get(i)]++;
            groups.computeIfAbsent(nth, first -> new ArrayList<>()).add(i);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
