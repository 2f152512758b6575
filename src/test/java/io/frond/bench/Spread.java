package io.frond.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The middle of some measured values, and how far they lie apart. */
record Spread(double median, double min, double max) {

    /** Empty where nothing was measured. */
    static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    /** {@code 1.62 (1.58 to 1.70)}, the places being those behind the point. */
    String withRange(int places) {
        return number(median, places) + " (" + number(min, places) + " to " + number(max, places) + ")";
    }

    String middle(int places) {
        return number(median, places);
    }

    static String number(double value, int places) {
        return String.format(Locale.ROOT, "%,." + places + "f", value);
    }
}
