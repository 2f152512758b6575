package io.frond.quality;

import io.frond.classify.Outcomes;
import io.frond.quality.RoutingData.Row;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the strong model is asked where it is worth it: questions in the order of what it is expected to gain, by
 * outcomes learnt from the examples. APGR is the share of the gap between the two models that is closed, over all
 * shares of strong calls from none to all; 0.5 by lot.
 */
final class RoutingOutcomes {
    private static final int EXAMPLES = 4_000;

    private final RoutingVectors vectors;
    private final Routing.Wanted wanted;

    RoutingOutcomes(RoutingVectors vectors, Routing.Wanted wanted) {
        this.vectors = vectors;
        this.wanted = wanted;
    }

    private record Ranked(double expected, double gain) {}

    RoutingFigures measured() throws IOException {
        var data = RoutingData.read(
                wanted.data(), wanted.train(), "route-outcome-mmlu", json -> json.getString("subject"));
        var figures = new RoutingFigures("mmlu");
        for (int seed = 0; seed < wanted.seeds(); seed++) {
            figures.add("apgr", apgr(learnt(RoutingData.some(data.examples(), EXAMPLES, seed)), data.questions()));
        }
        System.err.print(figures.lines());
        return figures;
    }

    private Outcomes learnt(List<Row> examples) {
        examples.parallelStream().forEach(this::vector);
        var outcomes = new Outcomes(vectors.dimensions());
        for (Row row : examples) {
            outcomes.learn("weak", row.label(), vector(row), right(row, "weak_ok"));
            outcomes.learn("strong", row.label(), vector(row), right(row, "strong_ok"));
        }
        return outcomes;
    }

    private double apgr(Outcomes outcomes, List<Row> questions) {
        questions.parallelStream().forEach(this::vector);
        var ranked = questions.stream()
                .map(row -> new Ranked(
                        expected(outcomes, row, "strong") - expected(outcomes, row, "weak"),
                        right(row, "strong_ok") - right(row, "weak_ok")))
                .sorted(Comparator.comparingDouble(Ranked::expected).reversed())
                .toList();
        double gap = ranked.stream().mapToDouble(Ranked::gain).sum();
        double closed = 0;
        double area = 0;
        for (Ranked one : ranked) {
            closed += one.gain;
            area += closed / gap;
        }
        return area / (ranked.size() + 1);
    }

    private double expected(Outcomes outcomes, Row row, String arm) {
        return outcomes.expected(arm, row.label(), vector(row));
    }

    private float[] vector(Row row) {
        return vectors.of(row.text());
    }

    private static double right(Row row, String key) {
        return Boolean.TRUE.equals(row.line().getBoolean(key)) ? 1 : 0;
    }
}
