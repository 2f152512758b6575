package io.frond.evaluate;

import java.util.List;

/**
 * What one group of settings made of every question.
 *
 * @param worth per question, in order: nDCG@10
 * @param served per question 1 where an answering document was among the passages, else 0
 * @param tokens of all passages, per question
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tried(Settings settings, double[] worth, double[] served, double[] tokens) {
    /** Of documents that count. */
    static final int DEPTH = 10;

    /** With room for so many questions. */
    public Tried(Settings settings, int questions) {
        this(settings, new double[questions], new double[questions], new double[questions]);
    }

    /**
     * @param found ids of documents, best first, each once
     * @param size of the passages in tokens
     */
    public void note(int question, Asked asked, List<String> found, int size) {
        worth[question] = asked.worth(found);
        served[question] = asked.served(found) ? 1 : 0;
        tokens[question] = size;
    }

    @Override
    public String toString() {
        return "Tried[" + settings + ", " + worth.length + " questions]";
    }
}
