package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.KnowledgeConfig;
import io.frond.config.Services;
import io.frond.embed.Embedder;
import io.frond.model.Clock;
import io.frond.model.Passage;
import io.frond.model.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class KnowledgeTest {
    private static final Future<Embedder> NO_EMBEDDER = Future.failedFuture("switched off");
    private static final String LAPTOPS = "How long may I return laptops?";

    @TempDir
    Path folder;

    private Vertx vertx;
    private Knowledge knowledge;

    @BeforeEach
    void begin(Vertx vertx) throws Exception {
        this.vertx = vertx;
        write("returns.md", "# Returns\n\n## Electronics\n\nLaptops may be returned within 14 days.\n");
        write("travel.md", "# Travel\n\nThe head of department approves all travel.\n");
        knowledge = OpenFolder.open(OpenFolder.config("policies", folder), vertx, NO_EMBEDDER);
    }

    @AfterEach
    void end() throws Exception {
        get(knowledge.close());
    }

    @Test
    void everyDocumentIsFoundByWordsOnceItHasStarted() throws Exception {
        get(knowledge.start());
        var passages = passages("Who approves travel?");
        assertThat(passages).hasSize(1);
        assertThat(passages.getFirst().source().document()).isEqualTo("travel.md");
        assertThat(passages.getFirst().text()).isEqualTo("The head of department approves all travel.");
        assertThat(knowledge.stats().documents()).isEqualTo(2);
        assertThat(knowledge.stats().newest()).isNotNull();
    }

    @Test
    void anEditIsLiveWithinTwoSecondsAndEndsTheOldVersion() throws Exception {
        get(knowledge.start());
        var before = get(knowledge.search(LAPTOPS));
        assertThat(before.sources()).allMatch(knowledge::current);

        write("returns.md", "# Returns\n\n## Electronics\n\nLaptops may be returned within 21 days.\n");
        within(Duration.ofSeconds(2), () -> passages(LAPTOPS).getFirst().text().contains("21 days"));
        assertThat(before.sources().stream().filter(s -> s.document().equals("returns.md")))
                .noneMatch(knowledge::current);
        assertThat(before.sources().stream().filter(s -> s.document().isEmpty()))
                .allMatch(knowledge::current);
    }

    @Test
    void aNewDocumentEndsEveryAnswerOfTheCollection() throws Exception {
        get(knowledge.start());
        var before = get(knowledge.search(LAPTOPS));
        write("new.md", "# Laptops\n\nLaptops of staff are never returned.\n");
        within(Duration.ofSeconds(2), () -> passages(LAPTOPS).size() == 2);
        assertThat(before.sources()).anyMatch(source -> !knowledge.current(source));
    }

    @Test
    void aDeletedDocumentIsGone() throws Exception {
        get(knowledge.start());
        var before = get(knowledge.search(LAPTOPS));
        assertThat(before.passages()).isNotEmpty();
        Files.delete(folder.resolve("returns.md"));
        within(Duration.ofSeconds(2), () -> passages(LAPTOPS).isEmpty());
        assertThat(before.sources()).noneMatch(knowledge::current);
        assertThat(knowledge.stats().documents()).isEqualTo(1);
    }

    @Test
    void aDocumentThatBecomesUnfitIsTakenOut() throws Exception {
        get(knowledge.start());
        Files.write(folder.resolve("returns.md"), new byte[] {'a', 0, 1, 2});
        within(Duration.ofSeconds(2), () -> passages(LAPTOPS).isEmpty());
        assertThat(passages("Who approves travel?")).hasSize(1);
        assertThat(knowledge.stats().failed()).containsOnlyKeys("returns.md");

        write("returns.md", "# Returns\n\nLaptops may be returned.\n");
        within(
                Duration.ofSeconds(2),
                () -> knowledge.stats().failed().isEmpty() && knowledge.stats().waiting() == 0);
    }

    @Test
    void aQuestionOnSomethingElseYieldsNoPassageAndDependsOnAllContent() throws Exception {
        get(knowledge.start());
        var found = get(knowledge.search("What is the population of Mongolia?"));
        assertThat(found.passages()).isEmpty();
        assertThat(found.sources()).hasSize(1).allMatch(knowledge::current);
        write("travel.md", "# Travel\n\nThe population of Mongolia is 3.5 million.\n");
        within(Duration.ofSeconds(2), () -> !knowledge.current(found.sources().getFirst()));
    }

    @Test
    void vectorsJoinInTheBackground() throws Exception {
        var loading = Promise.<Embedder>promise();
        restart(OpenFolder.config("policies", folder), loading.future());
        assertThat(passages("Who approves travel?")).hasSize(1);
        assertThat(knowledge.stats().vectors()).isZero();

        loading.complete(new FakeEmbedder(Pools.two(vertx, "embed")));
        within(Duration.ofSeconds(2), () -> knowledge.stats().vectors() == 1);
        assertThat(passages("Who approves travel?").getFirst().source().document())
                .isEqualTo("travel.md");
        write("more.md", "# More\n\nAnother document.\n");
        within(
                Duration.ofSeconds(2),
                () -> knowledge.stats().documents() == 3 && knowledge.stats().vectors() == 1);
    }

    @Test
    void aLateVectorIsDoneWithout() throws Exception {
        var config = OpenFolder.config("policies", folder);
        var quick = new KnowledgeConfig(
                config.name(),
                config.index(),
                config.source(),
                config.refresh(),
                config.chunk(),
                new KnowledgeConfig.Search(5, 0.25, 0.5, 2_000, Duration.ofMillis(100)),
                Services.NONE,
                config.terms());
        get(knowledge.close());
        knowledge = OpenFolder.open(quick, vertx, Future.succeededFuture(new Never()), NO_EMBEDDER);
        get(knowledge.start());
        assertThat(passages("Who approves travel?")).hasSize(1);
    }

    @Test
    void anEmbedderThatFailsLeavesSearchByWords() throws Exception {
        var failing = new Never() {
            @Override
            public Future<List<float[]>> embed(List<String> texts) {
                return Future.failedFuture("broken");
            }
        };
        restart(OpenFolder.config("policies", folder), Future.succeededFuture(failing));
        assertThat(passages("Who approves travel?")).hasSize(1);
        write("more.md", "# More\n\nAnother document on zebras.\n");
        within(Duration.ofSeconds(2), () -> !passages("Are there zebras?").isEmpty());
    }

    @Test
    void startingOverAFolderThatIsNotThereFails() throws Exception {
        get(knowledge.close());
        knowledge = OpenFolder.open(OpenFolder.config("policies", folder.resolve("nowhere")), vertx, NO_EMBEDDER);
        assertThatThrownBy(() -> get(knowledge.start())).hasMessageContaining("nowhere");
    }

    @Test
    void twoCollectionsNeverMix() throws Exception {
        var otherFolder = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-other"));
        Files.writeString(otherFolder.resolve("returns.md"), "# Returns\n\nLaptops may never be returned.\n");
        var other = OpenFolder.open(OpenFolder.config("other", otherFolder), vertx, NO_EMBEDDER);
        get(knowledge.start());
        get(other.start());

        var ours = get(knowledge.search(LAPTOPS));
        var theirs = get(other.search(LAPTOPS));
        assertThat(ours.passages()).extracting(Passage::text).allMatch(text -> text.contains("14 days"));
        assertThat(theirs.passages()).extracting(Passage::text).containsExactly("Laptops may never be returned.");
        assertThat(ours.sources())
                .noneMatch(other::current)
                .extracting(Source::knowledge)
                .containsOnly("policies");
        get(other.close());
    }

    private void restart(KnowledgeConfig config, Future<Embedder> embedder) throws Exception {
        get(knowledge.close());
        knowledge = OpenFolder.open(config, vertx, embedder);
        get(knowledge.start());
    }

    private void write(String id, String text) throws Exception {
        Files.writeString(folder.resolve(id), text);
    }

    private List<Passage> passages(String question) throws Exception {
        return get(knowledge.search(question)).passages();
    }

    /** Asks until it holds. */
    private static void within(Duration time, Callable<Boolean> condition) throws Exception {
        long from = Clock.system().nanos();
        while (!condition.call()) {
            assertThat(Clock.system().since(from)).as("still not so").isLessThan(time);
        }
    }

    /** An embedder that never answers. */
    private static class Never implements Embedder {
        @Override
        public Future<List<float[]>> embed(List<String> texts) {
            return Promise.<List<float[]>>promise().future();
        }

        @Override
        public int dimensions() {
            return FakeEmbedder.DIMENSIONS;
        }

        @Override
        public void close() {}
    }
}
