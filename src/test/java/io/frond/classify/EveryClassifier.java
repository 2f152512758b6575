package io.frond.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.frond.config.Config;
import io.frond.model.Ask;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Wishes;
import io.frond.testing.Given;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every classifier, and for every stage of the cascade taken alone. */
abstract class EveryClassifier {
    static final List<String> ALL = List.of("contracts", "policy", "smalltalk");

    /** The classifier under test, over {@link Shop#CONFIG}. */
    abstract Classifier classifier() throws Exception;

    static List<String> texts() {
        return List.of(
                "Redraft this indemnity clause so that it is mutual.",
                "How long may I return a laptop?",
                "hi there, how are you?",
                "zzz qqq xxx",
                "",
                " \n\t ",
                "?",
                "🙂🙂🙂",
                "a".repeat(200_000),
                "return ".repeat(20_000),
                "\u0000\uFFFF\uD800");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void onlyTheTenantsRoutesAreEverNamed(String text) throws Exception {
        for (var routes : List.of(ALL, List.of("smalltalk", "policy"), List.of("contracts"))) {
            var verdict = verdict(tenant(routes), Given.question(text));

            assertThat(verdict.candidates()).extracting(Verdict.Candidate::name).isSubsetOf(routes);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void probabilitiesLieBetweenNoneAndAllAndTheLikeliestComesFirst(String text) throws Exception {
        var verdict = verdict(tenant(ALL), Given.question(text));
        var probabilities = verdict.candidates().stream()
                .map(Verdict.Candidate::probability)
                .toList();

        assertThat(probabilities).allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
        assertThat(probabilities).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(probabilities.stream().mapToDouble(p -> p).sum()).isLessThanOrEqualTo(1 + 1e-9);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theSameAskHasTheSameVerdict(String text) throws Exception {
        var first = verdict(tenant(ALL), Given.question(text));

        assertThat(verdict(tenant(ALL), Given.question(text))).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aVerdictWithoutAClearBestIsNotSure(String text) throws Exception {
        var verdict = verdict(tenant(ALL), Given.question(text));

        assertThat(verdict.sure() && verdict.margin() < Shop.MIN_MARGIN).isFalse();
    }

    @Test
    void theQuestionIsNeverPartOfTheEvidence() throws Exception {
        var verdict = verdict(tenant(ALL), Given.question("my name is Wilhelmina Quux, may I return a laptop?"));

        assertThat(verdict.toString()).doesNotContain("Wilhelmina").doesNotContain("Quux");
    }

    @Test
    void everyVerdictSaysWhichStageDecided() throws Exception {
        assertThat(verdict(tenant(ALL), Given.question("return")).by()).isIn("rules", "linear", "embedding", "default");
    }

    @Test
    void aRequestWithoutUserMessagesHasAVerdictToo() throws Exception {
        var silent = Given.ask("auto", false, Map.of(), Wishes.NONE, List.of());

        assertThat(verdict(tenant(ALL), silent).margin()).isCloseTo(0, within(1.0));
    }

    final Verdict verdict(Tenant tenant, Ask ask) throws Exception {
        return classifier()
                .classify(tenant, ask)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
    }

    static Tenant tenant(List<String> routes) {
        return new Tenant("acme", "k", routes, List.of("general", "legal"), true);
    }

    /** The configuration that the contract is tried on. */
    static final class Shop {
        static final double MIN_MARGIN = 0.08;
        static final Config CONFIG = Given.config(
                List.of(Given.backend("general"), Given.backend("legal")),
                List.of(
                        Given.route("contracts", "legal", CONTRACTS),
                        Given.route("policy", "general", POLICY),
                        Given.route("smalltalk", "general", SMALLTALK)));

        private Shop() {}
    }

    private static final String[] CONTRACTS = {
        "Redraft this clause in our house style",
        "Is this indemnity mutual?",
        "Rewrite the termination clause so that either party may end it",
        "Add a limitation of liability to this agreement",
        "Shorten this confidentiality clause",
        "Does this contract have a governing law clause?",
        "Make the warranty one-sided in our favour",
        "Draft an assignment clause"
    };
    private static final String[] POLICY = {
        "How long may I return goods?",
        "Who approves travel?",
        "Do I get my money back for opened items?",
        "What is the allowance for hotels on business trips?",
        "Can I return a gift without a receipt?",
        "How many days of leave do I have?",
        "Who pays the postage of returned goods?",
        "May I book a flight in business class?"
    };
    private static final String[] SMALLTALK = {
        "hi there",
        "how are you today?",
        "tell me a joke",
        "thanks, that was great",
        "good morning",
        "who are you?",
        "what can you do?",
        "have a nice day"
    };
}
