package io.frond.retrieve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of the first few chunks by what each word of the question means there, and not only by what chunk and
 * question mean as a whole: a whole that says many things is near to none of them.
 *
 * <p>Closeness and the fused score are each divided by their best, as {@link Fusion} does, and weighed. Chunks behind
 * the first few keep their order behind them, and a chunk without signs of words, which are made in the background,
 * counts by its fused score alone.
 */
final class Refinement {
    /** Chunks looked at; deeper ones hardly ever come up far enough. */
    private static final int DEPTH = 30;

    private static final double WORDS = 0.75;

    /**
     * A chunk on its way into the order.
     *
     * @param share of the best, 0 to 1
     */
    record Ranked(int entry, double share) {}

    private Refinement() {}

    /** @param fused best first */
    static List<Ranked> of(List<Ranked> fused, AskedWords words) throws IOException {
        var first = fused.subList(0, Math.min(DEPTH, fused.size()));
        var closeness = new double[first.size()];
        double closest = 0;
        for (int i = 0; i < closeness.length; i++) {
            closeness[i] = words.closeness(first.get(i).entry());
            closest = closeness[i] > closest ? closeness[i] : closest;
        }
        return closest == 0 ? fused : refined(fused, closeness, closest);
    }

    private static List<Ranked> refined(List<Ranked> fused, double[] closeness, double closest) {
        var refined = new ArrayList<Ranked>(fused.size());
        for (int i = 0; i < fused.size(); i++) {
            double share = fused.get(i).share();
            double words = i >= closeness.length ? 0 : Double.isNaN(closeness[i]) ? share : closeness[i] / closest;
            refined.add(new Ranked(fused.get(i).entry(), (1 - WORDS) * share + WORDS * words));
        }
        refined.sort(Comparator.comparingDouble(Ranked::share).reversed().thenComparingInt(Ranked::entry));
        double best = refined.getFirst().share();
        refined.replaceAll(one -> new Ranked(one.entry(), one.share() / best));
        return refined;
    }
}
