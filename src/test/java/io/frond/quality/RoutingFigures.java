package io.frond.quality;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of one task, one value for each seed. */
final class RoutingFigures {
    private final String name;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    RoutingFigures(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(String figure, double value) {
        values.computeIfAbsent(figure, first -> new ArrayList<>()).add(value);
    }

    /** The means. */
    JsonObject json() {
        var json = new JsonObject();
        values.forEach((figure, all) -> json.put(figure, Math.round(mean(all) * 1e5) / 1e5));
        return json;
    }

    /** Mean, standard deviation and number of the seeds. */
    String lines() {
        var lines = new StringBuilder();
        values.forEach((figure, all) -> lines.append(String.format(
                Locale.ROOT,
                "%-22s %-28s %8.4f  +- %.4f  n=%d%n",
                name,
                figure,
                mean(all),
                deviation(all),
                all.size())));
        return lines.toString();
    }

    private static double mean(List<Double> all) {
        return all.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double deviation(List<Double> all) {
        double mean = mean(all);
        double squares = all.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return all.size() < 2 ? 0 : Math.sqrt(squares / (all.size() - 1));
    }
}
