package io.frond.route;

/**
 * What a tenant wants of its decisions. Everything is measured in wrong answers: an ordinary mistake, an answer by
 * another route of the same kind, costs 1.
 *
 * @param missedRetrieval price of answering from a model alone what should have been looked up
 * @param wastedRetrieval price of looking up what a model alone should have answered
 * @param second what a second of waiting costs
 * @param unit what a unit of money costs
 */
public record Objective(double missedRetrieval, double wastedRetrieval, double second, double unit) {

    /** Only the likeliest route counts. */
    public static final Objective LIKELIEST = new Objective(1, 1, 0, 0);

    /** Whether decisions may differ from taking the likeliest route. */
    public boolean weighs() {
        return !equals(LIKELIEST);
    }
}
