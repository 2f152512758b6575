package io.frond.route;

import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What each arm is worth for one question. Pure: the same verdict and state give the same numbers, bit for bit.
 *
 * <p>The utility of an arm is minus what it is expected to cost: over the routes that may be meant, each with its
 * probability, the price of the mistake that the arm would then be; and the waiting, and the money. A question that
 * depends on today needs retrieval even where it belongs to a route that has none.
 */
public final class Weighing {
    private static final double CLOSED = 3;
    private static final Comparator<Weighed> WORTHIEST =
            Comparator.comparingDouble(Weighed::utility).reversed();

    private Weighing() {}

    /**
     * One arm, weighed.
     *
     * @param mistakes expected price of being the wrong one
     * @param waiting price of its time
     * @param money price of its tokens
     */
    public record Weighed(Arm arm, double mistakes, double waiting, double money) {

        public double utility() {
            return -(mistakes + waiting + money);
        }
    }

    /** The best first; equal ones in the order of the candidates. */
    public static List<Weighed> of(Verdict verdict, State state, Objective objective) {
        var weighed = new ArrayList<Weighed>();
        for (Candidate candidate : verdict.candidates()) {
            for (Arm arm : state.arms()) {
                if (arm.route().equals(candidate.name())) {
                    weighed.add(weighed(arm, verdict, state, objective));
                }
            }
        }
        weighed.sort(WORTHIEST);
        return List.copyOf(weighed);
    }

    private static Weighed weighed(Arm arm, Verdict verdict, State state, Objective objective) {
        double mistakes = arm.open() ? 0 : CLOSED;
        for (Candidate meant : verdict.candidates()) {
            mistakes += meant.probability() * mistake(arm, arm(state, meant.name()), state.needs(), objective);
        }
        return new Weighed(arm, mistakes, arm.seconds() * objective.second(), arm.price() * objective.unit());
    }

    private static Arm arm(State state, String route) {
        return state.arms().stream()
                .filter(arm -> arm.route().equals(route))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no arm for route " + route));
    }

    /** @param needs chance that what belongs to a route without retrieval needs retrieval */
    private static double mistake(Arm taken, Arm meant, double needs, Objective objective) {
        boolean same = taken.route().equals(meant.route());
        if (taken.retrieves()) {
            double wasted = same ? 0 : objective.wastedRetrieval();
            return meant.retrieves() ? (same ? 0 : 1) : (1 - needs) * wasted;
        }
        if (meant.retrieves()) {
            return objective.missedRetrieval();
        }
        return (same ? 0 : 1 - needs) + needs * objective.missedRetrieval();
    }
}
