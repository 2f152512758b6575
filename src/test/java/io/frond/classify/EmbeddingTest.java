package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.embed.MiniLm;
import io.frond.model.Workers;
import io.frond.testing.Given;
import io.frond.testing.Inline;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddingTest extends EveryClassifier {
    private static MiniLm model;
    private static Embedding stage;

    @BeforeAll
    static void learn() {
        model = MiniLm.open(Inline.WORKERS).result();
        stage = stage(Lessons.of(Shop.CONFIG.routes().values()));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Override
    Classifier classifier() {
        return new Cascade(List.of(stage));
    }

    @Test
    void ofRoutesWithoutRivalsItStillKnowsStrangers() throws Exception {
        var policyOnly = tenant(List.of("policy", "without-examples"));

        assertThat(verdict(policyOnly, Given.question("may I give back a present?"))
                        .sure())
                .isTrue();
        assertThat(verdict(policyOnly, Given.question("photosynthesis in deep sea algae"))
                        .sure())
                .isFalse();
    }

    @Test
    void closestExamplesAreTheTenantsOwn() throws Exception {
        var without = verdict(tenant(List.of("policy", "smalltalk")), Given.question("Redraft this clause"));

        assertThat(without.evidence()).noneMatch(e -> e.contains("contracts") || e.contains("Redraft"));
    }

    @Test
    void moreExamplesThanAnEventLoopShouldCompareGoToAWorker() throws Exception {
        var many = new ArrayList<String>();
        for (int i = 0; i < 1_001; i++) {
            many.add("question number " + Integer.toString(i, 36));
        }
        var lessons = new Lessons(
                List.of("a", "b"),
                many,
                IntStream.range(0, 1_001).mapToObj(i -> i % 2).toList());
        var flat = Collections.nCopies(1_001, unit());
        var counted = new AtomicInteger();
        var learnt = new Embedding.Learnt(model.on(Inline.WORKERS), Meaning.learn(lessons, flat), new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                counted.incrementAndGet();
                return Inline.WORKERS.run(work);
            }
        });
        var big = new Embedding(Future.succeededFuture(learnt), Duration.ofSeconds(5), 0.08);

        assertThat(big.consider(tenant(List.of("a", "b")), Given.question("question"))
                        .succeeded())
                .isTrue();
        assertThat(counted.get()).isEqualTo(1);
    }

    private static float[] unit() {
        float[] unit = new float[384];
        unit[0] = 1;
        return unit;
    }

    private static Embedding stage(Lessons lessons) {
        var embedder = model.on(Inline.WORKERS);
        var meaning = Meaning.learn(lessons, embedder.embed(lessons.texts()).result());
        var learnt = new Embedding.Learnt(embedder, meaning, Inline.WORKERS);
        return new Embedding(Future.succeededFuture(learnt), Duration.ofSeconds(5), Shop.MIN_MARGIN);
    }
}
