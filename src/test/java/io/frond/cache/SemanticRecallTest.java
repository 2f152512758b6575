package io.frond.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.config.CacheConfig;
import io.frond.embed.Embedders;
import io.frond.model.Ask;
import io.frond.model.CacheControl;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Provenance;
import io.frond.model.Reply;
import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.model.Usage;
import io.frond.model.Wishes;
import io.frond.testing.FakeClock;
import io.frond.testing.Inline;
import io.frond.testing.SampleAsk;
import io.frond.testing.SampleConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SemanticRecallTest {
    private static final Tenant ACME = tenant("acme");
    private static final List<String> TOPICS =
            List.of("refund", "parcel", "password", "invoice", "badge", "parking", "travel", "lunch");
    private static final List<String> MANNERS = List.of(
            "please", "quickly", "kindly", "matter", "trouble", "wish", "request", "topic", "story", "puzzle", "doubt");

    private final FakeClock clock = new FakeClock();
    private final CacheStore store = CacheStore.memory(64 << 20, clock);
    private final Set<Source> outdated = new HashSet<>();
    private final TopicVectors vectors = new TopicVectors();
    private final Likeness likeness = new Likeness(16 << 20, new Random(3));
    private final Cache cache = cache(0.1, 1);

    @Test
    void itStartsWithoutHitsAndEarnsThem() {
        var hits = learn(ACME);

        assertThat(hits.subList(0, 24)).containsOnly(false);
        var hit = hit("refund somehow");
        assertThat(hit.status())
                .matches(
                        "frond; hit; ttl=600; detail=semantic; similarity=0\\.\\d+; probability=\\d\\.\\d+; threshold=\\d\\.\\d+");
        assertThat(text(hit)).contains("acme about refund");
        assertThat(hit.reply().head().headers()).containsEntry("age", "0");
    }

    @Test
    void aQuestionOfAnotherMeaningIsAMiss() {
        learn(ACME);

        assertThat(recall(ACME, "holiday somehow")).isInstanceOf(Found.Miss.class);
    }

    @Test
    void aGuardHoldsQuestionsApartThatLookAlike() {
        learn(ACME);

        assertThat(recall(ACME, "refund after 30 days")).isInstanceOf(Found.Miss.class);
    }

    @Test
    void whatDependsOnNowIsAskedAnew() {
        learn(ACME);

        assertThat(recall(ACME, "refund rules today")).isInstanceOf(Found.Miss.class);
    }

    @Test
    void whereNobodyHasTimeToEmbedItIsAMiss() {
        learn(ACME);
        vectors.silent = true;

        assertThat(recall(ACME, "refund somehow")).isInstanceOf(Found.Miss.class);
    }

    @Test
    void anotherTenantHearsNothingOfIt() {
        learn(ACME);
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            var who = tenant("t" + random.nextInt(3));
            var found = recall(who, any(TOPICS, random) + " " + any(MANNERS, random));
            if (found instanceof Found.Hit hit) {
                assertThat(text(hit)).startsWith(who.name() + " about ");
            } else {
                fill((Found.Miss) found, who, "t");
            }
        }
    }

    @Test
    void anEditedDocumentEndsItsAnswersAndNoOthers() {
        learn(ACME);
        outdated.add(source("refund"));

        assertThat(recall(ACME, "refund somehow")).isInstanceOf(Found.Miss.class);
        assertThat(text(hit("parcel somehow"))).contains("parcel");
    }

    @Test
    void anAnswerOlderThanTheClientTakesIsNotGivenToAQuestionInOtherWords() {
        learn(ACME);
        clock.advance(Duration.ofSeconds(61));
        var control = new CacheControl(false, false, false, Duration.ofSeconds(60), null, "");
        var asked = new SampleAsk()
                .asking("refund somehow")
                .wishes(Wishes.NONE.and(control))
                .build();

        var aged = (Found.Miss) cache.recall(ACME, asked).result();

        assertThat(aged.status()).isEqualTo("frond; fwd=request; detail=max-age");
        aged.fill().abandon();
        assertThat(hit("refund somehow").status()).contains("detail=semantic");
    }

    @Test
    void aComplaintEvictsTheAnswerAndCounts() {
        learn(ACME);
        var hit = hit("refund somehow");
        beside(hit).decided("d-1");

        assertThat(likeness.evict("d-1")).isTrue();
        assertThat(likeness.evict("d-1")).as("once").isFalse();
        assertThat(likeness.evict("d-2")).isFalse();
    }

    @Test
    void aHitThatIsDrawnIsComparedWithAFreshAnswer() {
        learn(ACME);
        var check = Objects.requireNonNull(beside(hit("refund somehow")).check(), "all are drawn here");
        int before = likeness.size();

        var unused = check.with(whole("something else altogether"), made("refund"));

        assertThat(likeness.size()).isEqualTo(before + 1);
        assertThat(recall(ACME, "refund somehow").status())
                .as("now in these very words")
                .isEqualTo("frond; hit; ttl=600");
    }

    @Test
    void aRouteThatDidNotOptInIsAskedInTheVeryWordsOnly() {
        var plain = new ExactCache(
                new SampleConfig().route("policy", "general").build(),
                store,
                source -> true,
                Inline.WORKERS,
                meanings());
        for (int i = 0; i < 3; i++) {
            var found = plain.recall(ACME, ask("refund " + MANNERS.get(i))).result();
            fill((Found.Miss) found, ACME, "refund");
        }

        assertThat(likeness.size()).isZero();
    }

    /** Every topic in every manner; which of them were hits. */
    @CanIgnoreReturnValue
    private List<Boolean> learn(Tenant who) {
        return MANNERS.stream()
                .flatMap(manner -> TOPICS.stream().map(topic -> asked(who, topic, topic + " " + manner)))
                .toList();
    }

    private boolean asked(Tenant who, String topic, String question) {
        return switch (recall(who, question)) {
            case Found.Hit hit -> true;
            case Found.Miss miss -> {
                fill(miss, who, topic);
                yield false;
            }
        };
    }

    private Found recall(Tenant who, String question) {
        return cache.recall(who, ask(question)).result();
    }

    private Found.Hit hit(String question) {
        return (Found.Hit) recall(ACME, question);
    }

    private static Ask ask(String question) {
        return new SampleAsk().asking(question).build();
    }

    private static void fill(Found.Miss miss, Tenant who, String topic) {
        var unused = miss.fill().with(whole(who.name() + " about " + topic + " as the rules have it"), made(topic));
    }

    private static Found.Beside beside(Found.Hit hit) {
        return Objects.requireNonNull(hit.beside());
    }

    private static String text(Found.Hit hit) {
        var body = new JsonObject(((Reply.Whole) hit.reply()).body());
        return body.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    private static Reply whole(String content) {
        var choice = new JsonObject().put("message", new JsonObject().put("content", content));
        var body = new JsonObject().put("choices", new JsonArray().add(choice));
        return new Reply.Whole(
                new Head(200, Map.of("content-type", "application/json")),
                Buffer.buffer(body.encode()),
                Ending.succeeded(Usage.UNKNOWN, "stop"),
                null);
    }

    private static Provenance made(String topic) {
        return new Provenance("policy", List.of(), List.of(source(topic)));
    }

    private static Source source(String topic) {
        return new Source("policies", topic + ".md", "v1");
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static Tenant tenant(String name) {
        return new Tenant(name, "web", List.of("policy"), List.of("general"), true);
    }

    private Meanings meanings() {
        return new Meanings(likeness, Future.succeededFuture(new Embedders(vectors, vectors)));
    }

    private Cache cache(double error, double checks) {
        var semantic = new CacheConfig.Semantic(error, Duration.ofSeconds(1), 16 << 20, checks);
        var config = new SampleConfig()
                .semantic("policy", "general", error)
                .cache(new CacheConfig(
                        true,
                        "memory",
                        Duration.ofMinutes(10),
                        64 << 20,
                        null,
                        CacheConfig.Idempotency.USUAL,
                        semantic))
                .build();
        return new ExactCache(config, store, source -> !outdated.contains(source), Inline.WORKERS, meanings());
    }
}
