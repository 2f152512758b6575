package io.frond.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything that was measured, by case, target and round. Comparisons are made within a round. */
final class Results {
    private final Map<Case, Map<String, Map<Integer, Figures>>> runs = new LinkedHashMap<>();
    private final Map<String, List<Double>> ready = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    void add(Case what, String target, int round, Figures figures) {
        runs.computeIfAbsent(what, any -> new LinkedHashMap<>())
                .computeIfAbsent(target, any -> new TreeMap<>())
                .put(round, figures);
    }

    /** One run, for those who want to see all. */
    @FunctionalInterface
    interface Visitor {
        void see(Case what, String target, int round, Figures figures);
    }

    void forEach(Visitor visitor) {
        runs.forEach((what, byTarget) -> byTarget.forEach(
                (target, byRound) -> byRound.forEach((round, figures) -> visitor.see(what, target, round, figures))));
    }

    /** @param millis from the start of the process to its first answer */
    void addReady(String target, double millis) {
        ready.computeIfAbsent(target, any -> new ArrayList<>()).add(millis);
    }

    void leaveOut(String line) {
        if (!leftOut.contains(line)) {
            leftOut.add(line);
        }
    }

    List<Case> cases() {
        return List.copyOf(runs.keySet());
    }

    List<String> targets(Case what) {
        return List.copyOf(runs.getOrDefault(what, Map.of()).keySet());
    }

    /** Those of all cases, in the order of their first appearance. */
    List<String> targets() {
        return runs.values().stream()
                .flatMap(byTarget -> byTarget.keySet().stream())
                .distinct()
                .toList();
    }

    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    Optional<Spread> ready(String target) {
        return Spread.of(ready.getOrDefault(target, List.of()));
    }

    /** Empty where the target has no such figure. */
    Optional<Spread> spread(Case what, String target, Function<Figures, Optional<Double>> figure) {
        return Spread.of(rounds(what, target).values().stream()
                .flatMap(figures -> figure.apply(figures).stream())
                .toList());
    }

    /** Processor time per request or chunk, divided by that of the other target in the same round. */
    Optional<Spread> ratio(Case what, String target, String other) {
        return Spread.of(
                pairs(what, target, other)
                        .flatMap(pair -> pair[0]
                                .cpuMicros(what)
                                .flatMap(ours -> pair[1].cpuMicros(what).map(theirs -> ours / theirs))
                                .stream())
                        .toList());
    }

    /** Milliseconds that the target adds to what the load sees without it in the same round. */
    Optional<Spread> added(Case what, String target, String figure) {
        return Spread.of(
                pairs(what, target, Target.DIRECT)
                        .flatMap(pair -> pair[0]
                                .get(figure)
                                .flatMap(with -> pair[1].get(figure).map(without -> (with - without) / 1_000))
                                .stream())
                        .toList());
    }

    double sum(Case what, String target, Function<Figures, Double> figure) {
        return rounds(what, target).values().stream().mapToDouble(figure::apply).sum();
    }

    /** The first fault that the load tool saw; empty if none. */
    String fault(Case what, String target) {
        return rounds(what, target).values().stream()
                .map(Figures::fault)
                .filter(fault -> !fault.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Share of the machine that others used, over all runs of the case. */
    Optional<Spread> others(Case what) {
        return Spread.of(targets(what).stream()
                .flatMap(target -> rounds(what, target).values().stream())
                .flatMap(figures -> figures.get("others").stream())
                .toList());
    }

    private Map<Integer, Figures> rounds(Case what, String target) {
        return runs.getOrDefault(what, Map.of()).getOrDefault(target, Map.of());
    }

    private Stream<Figures[]> pairs(Case what, String one, String other) {
        var others = rounds(what, other);
        return rounds(what, one).entrySet().stream()
                .filter(entry -> others.containsKey(entry.getKey()))
                .map(entry -> new Figures[] {entry.getValue(), others.get(entry.getKey())});
    }
}
