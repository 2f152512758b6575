package io.frond.route;

import io.frond.model.Route;
import io.frond.model.Verdict;
import io.frond.route.Weighing.Weighed;
import java.util.List;
import java.util.Locale;

/**
 * A choice and everything it rests on. Deciding the same basis again gives the same decision, bit for bit.
 *
 * @param tenant whose it is
 */
public record Decision(String tenant, Basis basis, Route route) {

    /** How many reasons tell of other arms. */
    private static final int SHOWN = 3;

    /**
     * What a choice rests on.
     *
     * @param fallback the route of unsure verdicts
     * @param minMargin distance of the best from the second below which a verdict is unsure
     */
    public record Basis(Verdict verdict, State state, Objective objective, String fallback, double minMargin) {

        Basis with(State other) {
            return new Basis(verdict, other, objective, fallback, minMargin);
        }

        Basis with(Verdict other) {
            return new Basis(other, state, objective, fallback, minMargin);
        }

        /** Whether the question resembles nothing that the routes are for. */
        boolean strange() {
            return !verdict.sure() && verdict.margin() >= minMargin;
        }

        /** A rule is followed, not weighed; a question that nobody knows goes to the fallback. */
        boolean weighs() {
            return objective.weighs()
                    && !verdict.by().equals("rules")
                    && !strange()
                    && verdict.candidates().size() > 1;
        }
    }

    /** Every arm, the best first; empty where nothing was to be weighed. */
    public List<Weighed> weighed() {
        return basis.weighs() ? Weighing.of(basis.verdict(), basis.state(), basis.objective()) : List.of();
    }

    /** What would have led elsewhere. Hundreds of decisions, so for those who ask. */
    public List<Counterfactual> otherwise() {
        return Counterfactual.of(basis, route.name());
    }

    /** The route that the same basis leads to. */
    public String again() {
        return choice(basis);
    }

    /** The name of the route to take, or of the backend where a rule names one. */
    static String choice(Basis basis) {
        if (basis.weighs()) {
            return Weighing.of(basis.verdict(), basis.state(), basis.objective())
                    .get(0)
                    .arm()
                    .route();
        }
        var candidates = basis.verdict().candidates();
        return basis.verdict().sure() && !candidates.isEmpty()
                ? candidates.get(0).name()
                : basis.fallback();
    }

    /** What each arm is worth, in words, the best first. */
    static List<String> words(List<Weighed> weighed) {
        return weighed.stream().limit(SHOWN).map(Decision::words).toList();
    }

    private static String words(Weighed one) {
        return String.format(
                Locale.ROOT,
                "%s (%s): utility %.2f = - mistakes %.2f - waiting %.2f - money %.2f%s",
                one.arm().route(),
                one.arm().kind(),
                one.utility(),
                one.mistakes(),
                one.waiting(),
                one.money(),
                one.arm().open() ? "" : ", no endpoint takes calls");
    }
}
