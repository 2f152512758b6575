package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.Acl;
import io.frond.config.KnowledgeConfig;
import io.frond.config.Services;
import io.frond.config.SourceConfig;
import io.frond.config.KnowledgeTerms;
import io.frond.config.KnowledgeTerms.OnStale;
import io.frond.embed.Embedder;
import io.frond.model.AsOf;
import io.frond.model.Call;
import io.frond.model.Edit;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Route;
import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.testing.FakeClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A collection that grows old by a clock of the test's own. */
@ExtendWith(VertxExtension.class)
class AgeingTest {
    private static final Tenant CALLER = new Tenant("acme", "k", List.of(), List.of(), false);
    private static final Route ROUTE = new Route.Retrieve("policy", "general", "policies", List.of("test"));
    private static final String TRAVEL = "Who approves travel?";
    private static final String LAPTOPS = "How long may laptops be returned?";

    private final Vertx vertx;
    private final FakeClock clock = new FakeClock();
    private @Nullable Knowledge opened;

    AgeingTest(Vertx vertx) {
        this.vertx = vertx;
    }

    /** One document is 10 days old, the other 40. */
    @BeforeEach
    void begin() throws Exception {
        open(OnStale.WARN, false);
    }

    private void open(OnStale then, boolean asOf) throws Exception {
        var now = clock.now();
        var always = Validity.ALWAYS;
        open(
                new KnowledgeTerms(Duration.ofDays(30), then, asOf, Acl.NONE),
                document(
                        "travel.md",
                        "The head of department approves all travel.",
                        now.minus(Duration.ofDays(40)),
                        always),
                document(
                        "laptops.md",
                        "Laptops may be returned within 14 days.",
                        now.minus(Duration.ofDays(10)),
                        always));
    }

    private void open(KnowledgeTerms terms, Document... documents) throws Exception {
        end();
        var config = new KnowledgeConfig(
                "policies",
                "lucene",
                new SourceConfig.Folder(Path.of(".")),
                Duration.ofDays(1),
                new KnowledgeConfig.Chunk(200, 20),
                new KnowledgeConfig.Search(5, 0.25, 0.5, 2_000, Duration.ofSeconds(2)),
                Services.NONE,
                terms);
        var pool = Pools.two(vertx, "work");
        var none = Future.<Embedder>failedFuture("none");
        var knowledge = Knowledge.open(
                config,
                Index.inMemory(pool, pool),
                new Listed(List.of(documents)),
                new Means(vertx, pool, none, none, clock));
        opened = knowledge;
        get(knowledge.start());
    }

    private static Document document(String id, String text, Instant modified, Validity valid) {
        return new Document(id, text, new Facts("v-" + id, modified, valid, Map.of()));
    }

    @AfterEach
    void end() throws Exception {
        if (opened != null) {
            get(opened.close());
        }
    }

    @Test
    void aStalePassageIsMarkedForTheModelAndTheClient() throws Exception {
        var call = asked(TRAVEL);
        assertThat(sent(call)).contains("stale=\\\"possibly\\\"", "Passages marked stale");
        var asOf = asOf(call);
        assertThat(asOf.stale()).containsExactly("travel.md");
        assertThat(asOf.oldest()).isEqualTo(clock.now().minus(Duration.ofDays(40)));

        var fresh = asked(LAPTOPS);
        assertThat(sent(fresh)).doesNotContain("stale");
        assertThat(asOf(fresh).stale()).isEmpty();
    }

    @Test
    void servedIsServed() throws Exception {
        open(OnStale.SERVE, false);
        var call = asked(TRAVEL);
        assertThat(sent(call)).contains("head of department").doesNotContain("stale");
        assertThat(asOf(call).stale()).isEmpty();
        clock.advance(Duration.ofDays(300));
        assertThat(call.sources()).allMatch(knowledge()::current);
    }

    @Test
    void skippedIsAsIfItWereNotThere() throws Exception {
        open(OnStale.SKIP, false);
        assertThat(asked(TRAVEL).passages()).isEmpty();
        assertThat(asked(LAPTOPS).passages()).hasSize(1);
    }

    @Test
    void onlyAQuestionThatNothingFreshFitsIsRefused() throws Exception {
        open(OnStale.REFUSE, false);
        assertThat(asked(LAPTOPS).passages()).hasSize(1);
        assertThat(asked("What is the population of Mongolia?").passages()).isEmpty();
        assertThatThrownBy(() -> asked(TRAVEL))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class, why -> assertThat(why.reason()).isEqualTo(Reason.RETRIEVAL_STALE));
    }

    @ParameterizedTest
    @EnumSource(value = OnStale.class, names = "SERVE", mode = Mode.EXCLUDE)
    void anAnswerFromAFreshDocumentEndsWhenThatBecomesStale(OnStale then) throws Exception {
        open(then, false);
        var before = asked(LAPTOPS).sources();
        clock.advance(Duration.ofDays(20));
        assertThat(before).allMatch(knowledge()::current);
        clock.advance(Duration.ofMillis(1));
        assertThat(before.stream().filter(AgeingTest::laptops)).isNotEmpty().noneMatch(knowledge()::current);
        if (then == OnStale.WARN) {
            assertThat(asked(LAPTOPS).sources()).allMatch(knowledge()::current);
        }
    }

    @Test
    void validityBeginsAndEndsAndAnswersWithIt() throws Exception {
        var now = clock.now();
        var soon = now.plus(Duration.ofDays(2));
        open(
                KnowledgeTerms.NONE,
                document("old.md", "Laptops may be returned within 14 days.", now, new Validity(null, soon)),
                document("new.md", "Laptops may be returned within 30 days.", now, new Validity(soon, null)));
        var before = asked(LAPTOPS);
        assertThat(sent(before)).contains("14 days").doesNotContain("30 days");
        var none = asked("Who approves travel?").sources();
        clock.advance(Duration.ofDays(2).minusMillis(1));
        assertThat(before.sources()).allMatch(knowledge()::current);

        clock.advance(Duration.ofMillis(1));
        assertThat(before.sources()).noneMatch(knowledge()::current);
        assertThat(none).noneMatch(knowledge()::current);
        var after = asked(LAPTOPS);
        assertThat(sent(after)).contains("30 days").doesNotContain("14 days");
        assertThat(after.sources()).allMatch(knowledge()::current);
    }

    @Test
    void theModelIsToldOfWhenIfThatIsWanted() throws Exception {
        assertThat(sent(asked(LAPTOPS))).doesNotContain("as of");
        open(OnStale.WARN, true);
        var day = clock.now().minus(Duration.ofDays(10)).toString().substring(0, 10);
        assertThat(sent(asked(LAPTOPS))).contains("They are as of " + day);
    }

    @Test
    void operatorsSeeHowOldItIs() {
        var age = knowledge().age();
        assertThat(age.stale()).isEqualTo(1);
        assertThat(age.oldest()).isEqualTo(clock.now().minus(Duration.ofDays(40)));
        assertThat(age.changesPerDay()).isZero();
        clock.advance(Duration.ofDays(21));
        assertThat(knowledge().age().stale()).isEqualTo(2);
        assertThat(knowledge().age().generation()).isEqualTo(age.generation()).isNotEmpty();
    }

    private Knowledge knowledge() {
        return Objects.requireNonNull(opened);
    }

    private static AsOf asOf(Call call) {
        return Objects.requireNonNull(call.provenance().asOf());
    }

    private static boolean laptops(Source source) {
        return source.document().equals("laptops.md");
    }

    private Call asked(String question) throws Exception {
        return get(Grounding.over(Map.of("policies", knowledge()), vertx, clock)
                .ground(CALLER, Asks.asking(question), ROUTE));
    }

    private static String sent(Call call) {
        return Edit.splice(call.ask().body(), call.edits()).toString();
    }

    private record Listed(List<Document> documents) implements DocumentSource {
        @Override
        public Future<Changes> look() {
            return Future.succeededFuture(
                    new Changes(documents.stream().map(Document::id).toList(), List.of()));
        }

        @Override
        public Future<Reading> read(String id) {
            var found = documents.stream().filter(one -> one.id().equals(id)).findFirst();
            return Future.succeededFuture(new Reading.Whole(found.orElseThrow()));
        }
    }
}
