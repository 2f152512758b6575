package io.frond.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.ClassifyConfig;
import io.frond.config.Config;
import io.frond.embed.Embedder;
import io.frond.embed.Embedders;
import io.frond.embed.MiniLm;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Wishes;
import io.frond.testing.Given;
import io.frond.testing.Inline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole cascade as it is made from a configuration, with the real embedding model. */
class CascadeTest extends EveryClassifier {
    private static Vertx vertx;
    private static MiniLm model;
    private static Classifier whole;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        model = MiniLm.open(Inline.WORKERS).result();
        whole = made(Shop.CONFIG, Future.succeededFuture(embedders(model.on(Inline.WORKERS))));
    }

    @AfterAll
    static void close() throws Exception {
        model.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Override
    Classifier classifier() {
        return whole;
    }

    @Test
    void aParaphraseWithoutACommonWordFindsItsRouteByMeaning() throws Exception {
        var verdict = verdict(tenant(ALL), Given.question("refund period for purchased electronics"));

        assertThat(verdict.by()).isEqualTo("embedding");
        assertThat(verdict.candidates().get(0).name()).isEqualTo("policy");
        assertThat(verdict.evidence()).anyMatch(e -> e.startsWith("closest example: \"") && e.contains("policy"));
    }

    @Test
    void aQuestionLikeNoExampleIsNotSureHoweverItsMarginLooks() throws Exception {
        var verdict = verdict(tenant(ALL), Given.question("photosynthesis in deep sea algae colonies"));

        assertThat(verdict.sure()).isFalse();
        assertThat(verdict.evidence()).anyMatch(e -> e.startsWith("unlike the examples of every route"));
        assertThat(verdict.candidates().stream()
                        .mapToDouble(Verdict.Candidate::probability)
                        .sum())
                .isLessThan(0.5);
    }

    @Test
    void aNameIsNotClassified() throws Exception {
        var verdict = verdict(tenant(ALL), Given.model("contracts"));

        assertThat(verdict.by()).isEqualTo("rules");
        assertThat(verdict.candidates()).containsExactly(new Verdict.Candidate("contracts", 1));
    }

    @Test
    void aFollowUpIsReadWithTheMessageBeforeIt() throws Exception {
        var alone = verdict(tenant(ALL), Given.question("and in writing?"));
        var within = verdict(
                tenant(ALL),
                Given.ask(
                        "auto",
                        false,
                        Map.of(),
                        Wishes.NONE,
                        List.of("Redraft this termination clause", "and in writing?")));

        assertThat(within.candidates().get(0).name()).isEqualTo("contracts");
        assertThat(within.margin()).isGreaterThan(alone.margin());
    }

    @Test
    void wordingDecidesWhileTheModelIsLoadingAndMeaningJoinsLater() throws Exception {
        Promise<Embedders> loading = Promise.promise();
        var growing = made(Shop.CONFIG, loading.future());
        var ask = Given.question("refund period for purchased electronics");

        var before = result(growing.classify(tenant(ALL), ask));
        loading.complete(embedders(model.on(Inline.WORKERS)));
        var after = result(growing.classify(tenant(ALL), ask));

        assertThat(before.by()).isEqualTo("linear");
        assertThat(before.evidence()).contains("embedding is still being loaded");
        assertThat(after.by()).isEqualTo("embedding");
    }

    @Test
    void anEmbeddingThatIsLateLeavesTheVerdictToWording() throws Exception {
        var late = made(impatient(), Future.succeededFuture(new Embedders(never(), model.on(Inline.WORKERS))));

        var verdict = result(late.classify(tenant(ALL), Given.question("refund period for purchased electronics")));

        assertThat(verdict.by()).isEqualTo("linear");
        assertThat(verdict.evidence()).contains("embedding took longer than 1 ms");
    }

    @Test
    void fullWorkersLeaveTheVerdictToWording() throws Exception {
        var full = made(
                Shop.CONFIG,
                Future.succeededFuture(
                        new Embedders(failing(Integer.MAX_VALUE, new AtomicInteger()), model.on(Inline.WORKERS))));

        var verdict = result(full.classify(tenant(ALL), Given.question("refund period for purchased electronics")));

        assertThat(verdict.by()).isEqualTo("linear");
        assertThat(verdict.evidence()).contains("embedding was not possible just now");
    }

    @Test
    void learningWaitsForWorkersThatAreFullAtFirst() throws Exception {
        var tries = new AtomicInteger();
        var lessons = Lessons.of(Shop.CONFIG.routes().values());
        var patient = new Embedders(model.on(Inline.WORKERS), failing(2, tries));

        var learnt = new Learning(vertx, Inline.WORKERS).start(lessons, Future.succeededFuture(patient));

        assertThat(result(learnt).meaning().examples()).isEqualTo(24);
        assertThat(tries.get()).isGreaterThan(2);
    }

    @Test
    void theSameExamplesAreLearntOnceWhateverElseDiffers() throws Exception {
        var embedded = new AtomicInteger();
        var counting = new Fake(texts -> {
            embedded.addAndGet(texts.size());
            return model.on(Inline.WORKERS).embed(texts);
        });
        var loaded = Optional.of(Future.succeededFuture(embedders(counting)));
        var place = new Classifiers(vertx, Inline.WORKERS);
        result(result(place.of(Shop.CONFIG, loaded)).complete());
        int once = embedded.get();

        result(result(place.of(impatient(), loaded)).complete());

        assertThat(once).isPositive();
        assertThat(embedded).hasValue(once);
    }

    @Test
    void aModelThatCannotBeLoadedLeavesTheRest() throws Exception {
        var without = made(Shop.CONFIG, Future.failedFuture("no such file"));

        var verdict = result(without.classify(tenant(ALL), Given.question("refund period for electronics")));

        assertThat(verdict.by()).isEqualTo("linear");
        assertThat(verdict.evidence()).contains("embedding is not available");
    }

    @Test
    void withoutExamplesTheDefaultIsLeftToThePolicy() throws Exception {
        var bare = made(
                Given.config(
                        List.of(Given.backend("general"), Given.backend("legal")),
                        List.of(Given.route("policy", "general"), Given.route("contracts", "legal"))),
                Future.failedFuture("not needed"));

        var verdict = result(bare.classify(tenant(List.of("policy", "contracts")), Given.question("hello")));

        assertThat(verdict.candidates()).isEmpty();
        assertThat(verdict.sure()).isFalse();
        assertThat(verdict.by()).isEqualTo("default");
    }

    @Test
    void aRefusalOfAStageIsTheCascades() {
        var outcome =
                whole.classify(new Tenant("acme", "k", ALL, List.of("general", "legal"), true), Given.model("polici"));

        assertThatThrownBy(() -> result(outcome)).rootCause().isInstanceOfSatisfying(Refused.class, r -> assertThat(
                        r.reason())
                .isEqualTo(Reason.CALLER_MODEL));
    }

    private static Config impatient() {
        return Given.config(
                new ClassifyConfig(List.of("auto"), "builtin", Shop.MIN_MARGIN, Duration.ofMillis(1)),
                new ArrayList<>(Shop.CONFIG.backends().values()),
                new ArrayList<>(Shop.CONFIG.routes().values()));
    }

    private static Classifier made(Config config, Future<Embedders> embedders) throws Exception {
        return result(Classifiers.of(vertx, config, Inline.WORKERS, Optional.of(embedders)));
    }

    private static Embedders embedders(Embedder one) {
        return new Embedders(one, one);
    }

    private static Embedder never() {
        return new Fake(texts -> Promise.<List<float[]>>promise().future());
    }

    private static Embedder failing(int times, AtomicInteger tries) {
        return new Fake(texts -> tries.incrementAndGet() <= times
                ? Future.failedFuture(Refused.of(Reason.SHED, "full"))
                : model.on(Inline.WORKERS).embed(texts));
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    private record Fake(Function<List<String>, Future<List<float[]>>> answer) implements Embedder {
        @Override
        public Future<List<float[]>> embed(List<String> texts) {
            return answer.apply(texts);
        }

        @Override
        public int dimensions() {
            return 384;
        }

        @Override
        public void close() {}
    }
}
