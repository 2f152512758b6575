package io.frond;

import io.frond.evaluate.Advice;
import io.frond.evaluate.Settings;
import java.util.Arrays;
import java.util.Locale;

/** What came out of tuning a collection, for people to read. */
final class TuneReport {
    private static final String GENERATED = """
            generated from the documents: headings, and words of first sentences. They
            repeat what is written and so favour search by words. With questions of users, by --questions, the result
            means more.""";

    private static final String ELSEWHERE = """
            Searched in memory, not in the engine of the configuration: its order may differ a little.
            """;

    private final Tuning.Result result;
    private final Proposal proposal;

    TuneReport(Tuning.Result result, Proposal proposal) {
        this.result = result;
        this.proposal = proposal;
    }

    /** Blocks: the configuration file is read once more. */
    String text() {
        var text = new StringBuilder(asked());
        text.append('\n').append(figures());
        text.append(result.advice().recommended() ? recommended() : refused());
        return text.toString().strip();
    }

    private String asked() {
        var from = result.trying().questions();
        return result.config().name() + ": " + result.documents() + " documents, " + result.chunks() + " chunks, "
                + result.settings() + " settings tried\n"
                + result.questions().size() + " questions " + (from == null ? GENERATED : "of " + from) + "\n"
                + (result.config().index().equals("lucene") ? "" : ELSEWHERE);
    }

    private String figures() {
        var now = result.advice().now();
        var best = result.advice().chosen();
        return row("", "now", "chosen")
                + row("nDCG@10", share(now.worth()), share(best.worth()))
                + row("answered, share", share(now.served()), share(best.served()))
                + row("tokens of passages", whole(now.tokens()), whole(best.tokens()))
                + "\n";
    }

    /** Without the last where nothing else was chosen. */
    private String row(String name, String now, String best) {
        var row = String.format(
                Locale.ROOT, "%-22s %8s %8s", name, now, result.advice().changed() ? best : "");
        return row.stripTrailing() + "\n";
    }

    private static String share(double[] values) {
        return String.format(Locale.ROOT, "%.3f", mean(values));
    }

    private static String whole(double[] values) {
        return Long.toString(Math.round(mean(values)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private String recommended() {
        var advice = result.advice();
        var chosen = advice.chosen().settings();
        return "On questions that had no say in the choice:\nnDCG@10  " + advice.ndcg() + "\nanswered " + advice.hits()
                + "\n\nRecommended:\n" + proposal.of(result.config(), chosen) + warning(chosen);
    }

    /** More passages always find more; what they cost where nothing fits is seen by such questions alone. */
    private String warning(Settings chosen) {
        var before = result.config().search();
        boolean more = chosen.search().topK() > before.topK() || chosen.search().minScore() < before.minScore();
        boolean unanswered = result.questions().stream()
                .anyMatch(question -> question.documents().isEmpty());
        return more && !unanswered ? """

                        More passages get through with this. No question here has "documents": [], so it was not seen
                        what that does to questions that the collection cannot answer.
                        """ : "";
    }

    private String refused() {
        var advice = result.advice();
        if (!advice.enough()) {
            return "Nothing is recommended: " + advice.questions() + " questions are too few to tell, it takes "
                    + Advice.FEWEST + ".";
        }
        return "Nothing is recommended: no other setting is significantly better.\n"
                + "Choosing by these questions gains, on questions that had no say in it:\nnDCG@10  " + advice.ndcg();
    }
}
