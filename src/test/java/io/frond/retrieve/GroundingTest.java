package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.KnowledgeConfig;
import io.frond.config.KnowledgeTerms;
import io.frond.config.Services;
import io.frond.config.SourceConfig;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Edit;
import io.frond.model.Route;
import io.frond.model.Source;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class GroundingTest {
    private static final Route RETRIEVE = new Route.Retrieve("policy", "general", "policies", List.of("test"));
    private static final Tenant CALLER = new Tenant("acme", "k", List.of(), List.of(), false);
    private static final Ask ASK = Asks.asking("Who approves travel?");

    @TempDir
    Path folder;

    private final List<Knowledge> opened = new ArrayList<>();
    private final Vertx vertx;

    GroundingTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(folder.resolve("travel.md"), "# Travel\n\nThe head of department approves all travel.\n");
    }

    @AfterEach
    void end() throws Exception {
        for (var knowledge : opened) {
            get(knowledge.close());
        }
    }

    @Test
    void aDirectRouteIsLeftAsItIs() throws Exception {
        var direct = new Route.Direct("contracts", "house", List.of());
        assertThat(get(retriever(real()).ground(CALLER, ASK, direct))).isEqualTo(Call.straight(ASK, direct));
    }

    @Test
    void passagesAreWovenInAndTheirSourcesTold() throws Exception {
        var knowledge = real();
        var call = get(retriever(knowledge).ground(CALLER, ASK, RETRIEVE));
        assertThat(call.passages()).hasSize(1);
        assertThat(Edit.splice(ASK.body(), call.edits()).toString())
                .contains("The head of department approves all travel.")
                .endsWith("\\n\\nWho approves travel?\"}]}");
        assertThat(call.sources()).hasSize(2).allMatch(knowledge::current);
        assertThat(call.sources()).extracting(Source::document).containsExactly("travel.md", "");
        assertThat(call.route()).isEqualTo(RETRIEVE);
    }

    @Test
    void whereNothingFitsTheCallGoesOutUnchanged() throws Exception {
        var call = get(retriever(real()).ground(CALLER, Asks.asking("What is the population of Mongolia?"), RETRIEVE));
        assertThat(call.edits()).isEmpty();
        assertThat(call.passages()).isEmpty();
        assertThat(call.sources()).hasSize(1);
    }

    @Test
    void withoutAQuestionNothingIsSearched() throws Exception {
        var failing = over(new StubIndex(Future.failedFuture("must not be asked")));
        assertThat(get(retriever(failing).ground(CALLER, Asks.asking(""), RETRIEVE))
                        .sources())
                .isEmpty();
    }

    @Test
    void lateRetrievalIsDoneWithoutAndNeverKept() throws Exception {
        var knowledge = over(new StubIndex(Promise.<List<Hit>>promise().future()));
        long from = Clock.system().nanos();
        var call = get(retriever(knowledge).ground(CALLER, ASK, RETRIEVE));
        assertThat(Clock.system().since(from)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(2));
        assertThat(call.edits()).isEmpty();
        assertThat(call.sources()).hasSize(1).noneMatch(knowledge::current);
    }

    @Test
    void failedRetrievalIsDoneWithoutAndNeverKept() throws Exception {
        var knowledge = over(new StubIndex(Future.failedFuture("disk on fire")));
        var call = get(retriever(knowledge).ground(CALLER, ASK, RETRIEVE));
        assertThat(call.passages()).isEmpty();
        assertThat(call.sources()).hasSize(1).noneMatch(knowledge::current);
    }

    @Test
    void theCallComesOnTheEventLoopThatAskedEvenWhenLate() throws Exception {
        for (var knowledge :
                List.of(real(), over(new StubIndex(Promise.<List<Hit>>promise().future())))) {
            var retriever = retriever(knowledge);
            var loop = vertx.getOrCreateContext();
            var arrived = Promise.<Context>promise();
            loop.runOnContext(nothing -> retriever
                    .ground(CALLER, ASK, RETRIEVE)
                    .onComplete(call -> arrived.complete(Vertx.currentContext())));
            assertThat(get(arrived.future())).isSameAs(loop);
        }
    }

    @Test
    void anUnknownKnowledgeIsAMistakeOfOurs() {
        var retriever = Grounding.over(Map.of(), vertx, Clock.system());
        assertThatThrownBy(() -> retriever.ground(CALLER, ASK, RETRIEVE))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("policies");
    }

    private Retriever retriever(Knowledge knowledge) {
        return Grounding.over(Map.of("policies", knowledge), vertx, Clock.system());
    }

    private Knowledge real() throws Exception {
        var knowledge =
                OpenFolder.open(OpenFolder.config("policies", folder), vertx, Future.failedFuture("none needed"));
        opened.add(knowledge);
        get(knowledge.start());
        return knowledge;
    }

    private Knowledge over(Index index) {
        var config = new KnowledgeConfig(
                "policies",
                "stub",
                new SourceConfig.Folder(folder),
                Duration.ofSeconds(1),
                new KnowledgeConfig.Chunk(200, 0),
                new KnowledgeConfig.Search(5, 0.25, 0.5, 2_000, Duration.ofMillis(100)),
                Services.NONE,
                KnowledgeTerms.NONE);
        Workers bulk = Pools.two(vertx, "bulk");
        var none = new Means(vertx, bulk, Future.failedFuture("none"), Future.failedFuture("none"), Clock.system());
        return Knowledge.open(config, index, new NoDocuments(), none);
    }

    private record StubIndex(Future<List<Hit>> hits) implements Index {
        @Override
        public Future<Void> put(String document, List<Chunk> chunks, List<float[]> vectors) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> delete(String document) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> refresh() {
            return Future.succeededFuture();
        }

        @Override
        public Future<List<Hit>> search(Search search) {
            return hits;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private static final class NoDocuments implements DocumentSource {
        @Override
        public Future<Changes> look() {
            return Future.succeededFuture(new Changes(List.of(), List.of()));
        }

        @Override
        public Future<Reading> read(String id) {
            return Future.succeededFuture(new Reading.Unsettled());
        }
    }
}
