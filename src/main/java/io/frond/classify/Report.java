package io.frond.classify;

import io.frond.classify.Temperature.HeldOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How well a tenant's examples can be told apart, each judged by a model that never saw it.
 *
 * @param by the stage that was judged
 * @param examples how many
 * @param accuracy share that comes to its own route
 * @param ece expected calibration error, over ten bins of equal width
 * @param coverage share, surest first, of which 98 % are right
 * @param routes one by one
 * @param doubtful examples that look like those of another route: mislabelled, or examples are missing beside them
 */
public record Report(
        String by,
        int examples,
        double accuracy,
        double ece,
        double coverage,
        List<OfRoute> routes,
        List<Doubt> doubtful) {
    private static final double RIGHT = 0.98;
    private static final int SHOWN = 20;
    private static final int FEW = 16;
    private static final int BINS = 10;
    private static final double GOOD = 0.9;

    /**
     * One route.
     *
     * @param takenFor the route that its examples are mistaken for most often; empty where there is none
     * @param advice in words; empty where nothing is to be done
     */
    public record OfRoute(String name, int examples, double accuracy, String takenFor, String advice) {}

    /** An example that a model without it gives to another route with this probability. */
    public record Doubt(String example, String route, String looksLike, double p) {}

    public Report {
        routes = List.copyOf(routes);
        doubtful = List.copyOf(doubtful);
    }

    private record Judged(int example, int label, int best, double p) {
        boolean right() {
            return label == best;
        }
    }

    /** @param heldOut one per lesson, in their order */
    static Report of(String by, Lessons lessons, List<HeldOut> heldOut, double temperature) {
        var judged = new ArrayList<Judged>();
        for (int i = 0; i < heldOut.size(); i++) {
            judged.add(judged(i, lessons.labels().get(i), heldOut.get(i).probabilities(temperature)));
        }
        judged.sort(Comparator.comparingDouble(Judged::p).reversed());
        return new Report(
                by,
                judged.size(),
                accuracy(judged),
                ece(judged),
                coverage(judged),
                routes(lessons, judged),
                judged.stream()
                        .filter(one -> !one.right())
                        .limit(SHOWN)
                        .map(one -> doubt(lessons, one))
                        .toList());
    }

    private static Judged judged(int example, int label, double[] likely) {
        int best = 0;
        for (int c = 1; c < likely.length; c++) {
            best = likely[c] > likely[best] ? c : best;
        }
        return new Judged(example, label, best, likely[best]);
    }

    private static double accuracy(List<Judged> judged) {
        return judged.stream().mapToInt(one -> one.right() ? 1 : 0).average().orElse(0);
    }

    private static double ece(List<Judged> judged) {
        double[] bold = new double[BINS];
        judged.forEach(one -> bold[Math.min(BINS - 1, (int) (one.p * BINS))] += one.p - (one.right() ? 1 : 0));
        return Arrays.stream(bold).map(Math::abs).sum() / Math.max(1, judged.size());
    }

    private static double coverage(List<Judged> surestFirst) {
        int right = 0;
        int covered = 0;
        for (int i = 0; i < surestFirst.size(); i++) {
            right += surestFirst.get(i).right() ? 1 : 0;
            covered = right >= RIGHT * (i + 1) ? i + 1 : covered;
        }
        return surestFirst.isEmpty() ? 0 : covered / (double) surestFirst.size();
    }

    private static List<OfRoute> routes(Lessons lessons, List<Judged> judged) {
        var routes = new ArrayList<OfRoute>();
        for (int c = 0; c < lessons.routes().size(); c++) {
            int label = c;
            routes.add(route(
                    lessons,
                    label,
                    judged.stream().filter(one -> one.label == label).toList()));
        }
        return routes;
    }

    private static OfRoute route(Lessons lessons, int label, List<Judged> own) {
        int[] mistaken = new int[lessons.routes().size()];
        own.stream().filter(one -> !one.right()).forEach(one -> mistaken[one.best]++);
        int most = 0;
        for (int c = 1; c < mistaken.length; c++) {
            most = mistaken[c] > mistaken[most] ? c : most;
        }
        String takenFor = mistaken[most] == 0 ? "" : lessons.routes().get(most);
        double accuracy = accuracy(own);
        return new OfRoute(
                lessons.routes().get(label), own.size(), accuracy, takenFor, advice(own.size(), accuracy, takenFor));
    }

    private static String advice(int examples, double accuracy, String takenFor) {
        if (accuracy < GOOD && !takenFor.isEmpty()) {
            return String.format(Locale.ROOT, "add examples that tell it from %s", takenFor);
        }
        return examples < FEW ? String.format(Locale.ROOT, "add examples: %d are few", examples) : "";
    }

    private static Doubt doubt(Lessons lessons, Judged one) {
        return new Doubt(
                lessons.texts().get(one.example),
                lessons.routes().get(one.label),
                lessons.routes().get(one.best),
                one.p);
    }
}
