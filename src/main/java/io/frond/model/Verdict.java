package io.frond.model;

import java.util.List;

/**
 * What the classifier believes: a calibrated probability per route, best first, and what it rests on.
 *
 * @param candidates best first; probabilities sum to at most 1 (the rest is "none of these")
 * @param by the stage that decided: {@code rules}, {@code linear}, {@code embedding}
 * @param sure whether the margin reached the configured one; an unsure verdict takes the default route
 * @param evidence in words, for the person who asks why
 * @param freshness chance that the answer depends on the day it is asked, 0 to 1; 0 where nobody has looked
 */
public record Verdict(List<Candidate> candidates, String by, boolean sure, List<String> evidence, double freshness) {

    /** A route's or, where the request names one, a backend's name with the probability that it is meant. */
    public record Candidate(String name, double probability) {}

    public Verdict {
        candidates = List.copyOf(candidates);
        evidence = List.copyOf(evidence);
    }

    /** Of a question whose freshness plays no part. */
    public Verdict(List<Candidate> candidates, String by, boolean sure, List<String> evidence) {
        this(candidates, by, sure, evidence, 0);
    }

    /** The same of a question of this freshness. */
    public Verdict fresh(double chance) {
        return new Verdict(candidates, by, sure, evidence, chance);
    }

    /** Not a belief but a rule: the name was asked for. */
    public static Verdict certain(String name, String by, String evidence) {
        return new Verdict(List.of(new Candidate(name, 1)), by, true, List.of(evidence));
    }

    /** Distance of the best from the second best, 0 to 1; 0 where there is no candidate. */
    public double margin() {
        if (candidates.isEmpty()) {
            return 0;
        }
        double second = candidates.size() > 1 ? candidates.get(1).probability() : 0;
        return candidates.get(0).probability() - second;
    }
}
