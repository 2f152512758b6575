package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.classify.Temperature.HeldOut;
import io.frond.config.RouteConfig;
import io.frond.model.Clock;
import io.frond.model.Verdict;
import io.frond.testing.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** N-grams, regression, calibration and likeness, on data whose truth is known. */
class LearningCoreTest {
    private static final String[][] WORDS = {
        {"refund", "return", "receipt", "exchange", "goods", "parcel", "warranty", "shop"},
        {"clause", "contract", "indemnity", "liability", "draft", "party", "term", "law"},
        {"flight", "hotel", "travel", "train", "booking", "visa", "luggage", "trip"}
    };
    private static final String[] COMMON = {"please", "tell", "me", "about", "the", "new", "old", "question", "of", "my"
    };

    @Test
    void tensOfThousandsOfExamplesDoNotOutgrowTheWeights() {
        var features = new ArrayList<Features>();
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < 30_000; i++) {
            features.add(Features.dense(i % 2 == 0 ? new float[] {1, 0} : new float[] {0, 1}));
            labels.add(i % 2);
        }
        var model = Softmax.train(new Softmax.Examples(features, labels, 2, 2), new Softmax.Fit(5e-4, 30, 2));

        double[] scores = model.scores(Features.dense(new float[] {1, 0}));
        assertThat(scores[0] - scores[1]).isFinite().isGreaterThan(1);
    }

    @Test
    void caseSpacesAndDigitsMakeNoDifference() {
        assertThat(buckets("Order  4711\n shipped")).isEqualTo(buckets("order 1234 SHIPPED "));
        assertThat(buckets("order")).isNotEqualTo(buckets("other"));
    }

    @Test
    void everyGramIsCountedOnceInItsBucket() {
        var grams = Ngrams.of("aaaa");
        int total = 0;
        for (int i = 0; i < grams.size(); i++) {
            total += grams.count(i);
        }

        // " aaaa ": 5 pairs, 4 triples, a word between two ends, and 4 of form; of these 13 differ
        assertThat(total).isEqualTo(16);
        assertThat(grams.size()).isLessThanOrEqualTo(13);
    }

    @Test
    void textVectorsHaveUnitLength() {
        var lexicon = Lexicon.of(List.of("one two", "two three"));
        double squares = 0;
        var features = lexicon.features("two three four");
        for (int i = 0; i < features.size(); i++) {
            squares += features.weight(i) * features.weight(i);
        }

        assertThat(squares).isCloseTo(1, within(1e-5));
    }

    @Test
    void oneTableScoresAsLexiconAndModelDo() {
        var texts = List.of("return the shoes", "shoes return", "redraft this clause", "the clause of the lease");
        var lexicon = Lexicon.of(texts);
        var model = Softmax.train(
                new Softmax.Examples(
                        texts.stream().map(lexicon::features).toList(), List.of(0, 0, 1, 1), 2, Ngrams.BUCKETS),
                new Softmax.Fit(5e-4, 30, 1));
        var wording = Wording.of(lexicon, model);

        for (String text : List.of("shoes, shoes, shoes", "clause", "a word never heard", "")) {
            assertThat(wording.scores(text)).containsExactly(model.scores(lexicon.features(text)), within(1e-4));
        }
    }

    @Test
    void twoFeaturesSideBySideKeepTheirPlaces() {
        var both = Features.dense(new float[] {1, 2}).beside(new Features(new int[] {0, 7}, new float[] {3, 4}), 2);

        int[] at = {0, 1, 2, 9};
        for (int i = 0; i < at.length; i++) {
            assertThat(both.at(i)).isEqualTo(at[i]);
            assertThat(both.weight(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void aClassOfFewExamplesIsNotDrownedByALargeOne() {
        var features = new ArrayList<Features>();
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < 100; i++) {
            features.add(new Features(new int[] {0, 1}, new float[] {0.7f, 0.7f}));
            labels.add(0);
        }
        features.add(new Features(new int[] {0, 2}, new float[] {0.7f, 0.7f}));
        features.add(new Features(new int[] {0, 2}, new float[] {0.7f, 0.7f}));
        labels.addAll(List.of(1, 1));

        var model = Softmax.train(new Softmax.Examples(features, labels, 2, 3), new Softmax.Fit(5e-4, 30, 1));
        double[] rare = Softmax.probabilities(model.scores(features.get(101)), 1);

        assertThat(rare[1]).isGreaterThan(0.8);
    }

    @Test
    void temperatureUndoesConfidenceThatIsNotEarned() {
        var random = new SplittableRandom(3);
        var heldOut = new ArrayList<HeldOut>();
        for (int i = 0; i < 4_000; i++) {
            double truth = random.nextDouble(-2, 2);
            boolean first = random.nextDouble() < 1 / (1 + Math.exp(-truth));
            heldOut.add(new HeldOut(new double[] {3 * truth, 0}, first ? 0 : 1));
        }

        assertThat(Temperature.fit(heldOut, 1)).isCloseTo(3, within(0.3));
    }

    @Test
    void withoutEvidenceTheTemperatureIsTheUsual() {
        assertThat(Temperature.fit(List.of(), 0.45)).isCloseTo(0.45, within(0.01));
    }

    @Test
    void onUnseenTextsProbabilitiesMeanWhatTheySay() {
        var random = new SplittableRandom(11);
        var linear = trained(random, 40);
        int bins = 10;
        double[] said = new double[bins];
        double[] right = new double[bins];
        int total = 3_000;
        for (int i = 0; i < total; i++) {
            int label = i % 3;
            var top = top(linear, text(random, label));
            int bin = Math.min(bins - 1, (int) (top.probability() * bins));
            said[bin] += top.probability();
            right[bin] += top.name().equals("r" + label) ? 1 : 0;
        }

        double error = 0;
        double hits = 0;
        for (int b = 0; b < bins; b++) {
            error += Math.abs(said[b] - right[b]) / total;
            hits += right[b];
        }
        assertThat(hits / total).isBetween(0.7, 0.97);
        assertThat(error).as("expected calibration error").isLessThan(0.06);
    }

    @Test
    void sixtyExamplesAreLearntWithinAFifthOfASecond() {
        var fastest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long began = Clock.system().nanos();
            assertThat(trained(new SplittableRandom(i), 20)).isNotNull();
            var took = Clock.system().since(began);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }
        assertThat(fastest).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void blankAndRepeatedExamplesTeachNothing() {
        var lessons = Lessons.of(List.of(
                Given.route("a", "b", "one", " one ", "", "  "),
                Given.route("none", "b"),
                Given.route("c", "b", "two")));

        assertThat(lessons.routes()).containsExactly("a", "c");
        assertThat(lessons.texts()).containsExactly("one", "two");
        assertThat(lessons.labels()).containsExactly(0, 1);
    }

    @Test
    void oneExampleARouteIsEnoughToLeanOnButNotToBeCertain() {
        var lessons = Lessons.of(List.of(Given.route("r0", "b", "refund"), Given.route("r1", "b", "clause")));

        assertThat(top(Linear.train(lessons, 0), "refund me").name()).isEqualTo("r0");
        assertThat(top(Linear.train(lessons, 0), "goods and services").probability())
                .isBetween(0.5, 0.8);
    }

    @Test
    void familiarIsWhatLiesAsNearToTheExamplesAsTheyToOneAnother() {
        var random = new SplittableRandom(5);
        var examples = new ArrayList<float[]>();
        for (int i = 0; i < 60; i++) {
            examples.add(near(random, 0));
        }
        var familiarity = Familiarity.of(new Acquaintance(examples).likenesses(), List.of());

        double friend = familiarity.of(likeness(near(random, 0), examples), 0);
        double stranger = familiarity.of(likeness(near(random, 20), examples), 0);
        assertThat(familiarity.probability(friend)).isGreaterThan(0.5);
        assertThat(familiarity.probability(stranger)).isLessThan(0.01);
    }

    @Test
    void whatIsHeldOutIsWhatAModelWithoutTheExampleWouldSay() {
        double[][] like = {{1, 0.5, 0.2}, {0.5, 1, 0.3}, {0.2, 0.3, 1}};
        double[][] targets = {{1, -1}, {1, -1}, {-1, 1}};
        double[] noise = {0.1, 0.1, 0.1};
        var whole = KernelRidge.fit(triangle(like, 3), noise, targets, List.of(new int[] {0}, new int[] {1, 2}));
        var without = KernelRidge.fit(triangle(like, 1), noise, targets, List.of(new int[] {0}));

        assertThat(whole.heldOut(1)).containsExactly(without.scores(new double[] {0.5}), within(1e-9));
        assertThat(whole.heldOut(2)).containsExactly(without.scores(new double[] {0.2}), within(1e-9));
    }

    private static double[][] triangle(double[][] like, int size) {
        double[][] triangle = new double[size][];
        for (int i = 0; i < size; i++) {
            triangle[i] = Arrays.copyOf(like[i], i + 1);
        }
        return triangle;
    }

    @Test
    void theNearestThreeAreKeptInWhateverOrderTheyCome() {
        var nearest = new Familiarity.Nearest();
        double[] similarities = {0.1, 0.9, -0.2, 0.5, 0.7, 0.3};
        for (int i = 0; i < similarities.length; i++) {
            nearest.add(similarities[i], i);
        }

        assertThat(nearest.mean()).isCloseTo(0.7, within(1e-9));
        assertThat(nearest.best()).isEqualTo(0.9);
        assertThat(nearest.closest()).isEqualTo(1);
        assertThat(new Familiarity.Nearest().mean()).isZero();
    }

    private static List<Integer> buckets(String text) {
        var grams = Ngrams.of(text);
        var found = new ArrayList<Integer>();
        for (int i = 0; i < grams.size(); i++) {
            found.add(grams.bucket(i));
        }
        return found;
    }

    private static Linear trained(SplittableRandom random, int each) {
        var routes = new ArrayList<RouteConfig>();
        for (int label = 0; label < 3; label++) {
            String[] examples = new String[each];
            for (int i = 0; i < each; i++) {
                examples[i] = text(random, label);
            }
            routes.add(Given.route("r" + label, "b", examples));
        }
        return Linear.train(Lessons.of(routes), 0);
    }

    private static Verdict.Candidate top(Linear linear, String text) {
        var tenant = EveryClassifier.tenant(List.of("r0", "r1", "r2"));
        var opinion = linear.consider(tenant, Given.question(text)).result();
        return switch (opinion) {
            case Opinion.Settled settled -> settled.verdict().candidates().get(0);
            case Opinion.Leaning leaning -> leaning.verdict().candidates().get(0);
            case Opinion.Silent silent -> throw new AssertionError("silent");
        };
    }

    /** Mostly common words, some of the subject, and now and then a word of another. */
    private static String text(SplittableRandom random, int label) {
        var text = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            double kind = random.nextDouble();
            String[] from = kind < 0.55 ? COMMON : kind < 0.85 ? WORDS[label] : WORDS[random.nextInt(3)];
            text.append(from[random.nextInt(from.length)]).append(' ');
        }
        return text.toString();
    }

    private static float[] near(SplittableRandom random, int axis) {
        float[] vector = new float[32];
        double squares = 0;
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) (random.nextDouble(-1, 1) * 0.2 + (d == axis ? 1 : 0));
            squares += vector[d] * vector[d];
        }
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static double likeness(float[] vector, List<float[]> examples) {
        var nearest = new Familiarity.Nearest();
        for (int i = 0; i < examples.size(); i++) {
            nearest.add(Familiarity.dot(vector, examples.get(i)), i);
        }
        return nearest.mean();
    }
}
