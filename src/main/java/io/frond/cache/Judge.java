package io.frond.cache;

import io.frond.embed.Embedders;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;

/**
 * Whether two answers say the same: word for word, in mostly the same words, or in words of the same meaning; with the
 * same numbers in any case. In doubt they do not, which costs hits, not errors. Works in the background.
 */
final class Judge {
    private static final double SAME_WORDS = 0.85;
    private static final double SOME_WORDS = 0.3;
    private static final double SAME_MEANING = 0.9;
    private static final int LONGEST = 8_000;

    private final Future<Embedders> embedders;
    private final Workers workers;

    Judge(Future<Embedders> embedders, Workers workers) {
        this.embedders = embedders;
        this.workers = workers;
    }

    /** Fails where nobody has time to judge. */
    Future<Boolean> same(Kept fresh, Kept kept) {
        return workers.run(() -> new Pair(AnswerText.of(fresh), AnswerText.of(kept)))
                .compose(this::same);
    }

    private Future<Boolean> same(Pair pair) {
        if (pair.equal() || pair.hopeless()) {
            return Future.succeededFuture(pair.equal());
        }
        double overlap = pair.overlap();
        if (overlap >= SAME_WORDS || overlap < SOME_WORDS) {
            return Future.succeededFuture(overlap >= SAME_WORDS);
        }
        return embedders
                .compose(ready -> ready.bulk().embed(List.of(pair.one, pair.other)))
                .map(vectors -> cosine(vectors.get(0), vectors.get(1)) >= SAME_MEANING);
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private record Pair(String one, String other) {

        boolean equal() {
            return !one.isBlank() && plain(one).equals(plain(other));
        }

        private static String plain(String text) {
            return text.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}]+", " ")
                    .strip();
        }

        /** Nothing was said, or too much, or other numbers, or one denies what the other says. */
        boolean hopeless() {
            if (one.isBlank() || other.isBlank() || one.length() > LONGEST || other.length() > LONGEST) {
                return true;
            }
            var first = new Wording(one);
            var second = new Wording(other);
            return !first.numbers.equals(second.numbers) || first.negated != second.negated;
        }

        double overlap() {
            return Guards.overlap(new Wording(one), new Wording(other));
        }
    }
}
