package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.HostPort;
import io.frond.config.PostgresConfig;
import io.frond.config.Secret;
import io.frond.embed.Embedder;
import io.frond.model.Clock;
import io.frond.model.Passage;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.source.FolderSource;
import io.frond.testing.Eventually;
import io.frond.testing.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several Fronds with the same collection in one PostgreSQL. */
@ExtendWith(VertxExtension.class)
class NodesTest {
    private static final Duration LEASE = Duration.ofMillis(800);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String LAPTOPS = "How long may I return laptops?";

    @TempDir
    Path folder;

    private Vertx vertx;
    private String schema;
    private final List<Node> nodes = new ArrayList<>();

    private record Node(Mortal index, Knowledge knowledge) {
        List<String> texts(String question) {
            try {
                return get(knowledge.search(question)).passages().stream()
                        .map(Passage::text)
                        .toList();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void begin(Vertx vertx) throws IOException {
        this.vertx = vertx;
        this.schema = Postgres.fresh();
        write("returns.md", "# Returns\n\nLaptops may be returned within 14 days.\n");
        write("travel.md", "# Travel\n\nThe head of department approves all travel.\n");
    }

    @AfterEach
    void end() throws Exception {
        for (var node : nodes) {
            get(node.knowledge.close().otherwiseEmpty());
        }
    }

    @Test
    void whatOneIndexesAllFind() throws Exception {
        var first = node(Postgres.shared());
        var second = node(Postgres.shared());
        assertThat(first.texts(LAPTOPS)).containsExactly("Laptops may be returned within 14 days.");
        Eventually.within(PATIENCE, () -> assertThat(second.texts(LAPTOPS))
                .containsExactly("Laptops may be returned within 14 days."));
        assertThat(second.knowledge.stats().documents()).isEqualTo(2);
        Eventually.within(
                PATIENCE, () -> assertThat(second.knowledge.stats().vectors()).isEqualTo(1));
    }

    @Test
    void anEditEndsTheAnswersOfAll() throws Exception {
        var first = node(Postgres.shared());
        var second = node(Postgres.shared());
        Eventually.within(PATIENCE, () -> assertThat(second.texts(LAPTOPS)).hasSize(1));
        var before = get(second.knowledge.search(LAPTOPS)).sources();
        assertThat(before).allMatch(second.knowledge::current).allMatch(first.knowledge::current);

        write("returns.md", "# Returns\n\nLaptops may be returned within 21 days.\n");
        for (var node : nodes) {
            Eventually.within(PATIENCE, () -> assertThat(node.texts(LAPTOPS))
                    .containsExactly("Laptops may be returned within 21 days."));
            Eventually.within(PATIENCE, () -> assertThat(before).anyMatch(source -> !node.knowledge.current(source)));
        }
        Files.delete(folder.resolve("returns.md"));
        for (var node : nodes) {
            Eventually.within(PATIENCE, () -> assertThat(node.texts(LAPTOPS)).isEmpty());
            Eventually.within(PATIENCE, () -> assertThat(before).noneMatch(node.knowledge::current));
        }
    }

    @Test
    void anotherTakesOverFromWhoDiesWithoutNotice() throws Exception {
        var first = node(Postgres.shared());
        var second = node(Postgres.shared());
        first.index.die();

        write("returns.md", "# Returns\n\nLaptops may be returned within 30 days.\n");
        Files.delete(folder.resolve("travel.md"));
        Eventually.within(PATIENCE, () -> assertThat(second.texts(LAPTOPS))
                .containsExactly("Laptops may be returned within 30 days."));
        Eventually.within(
                PATIENCE, () -> assertThat(second.texts("Who approves travel?")).isEmpty());
        assertThat(second.knowledge.stats().documents()).isEqualTo(1);
    }

    @Test
    void whoComesBackFindsItsDocumentsIndexedAndTakesThemUp() throws Exception {
        var first = node(Postgres.shared());
        Eventually.within(
                PATIENCE, () -> assertThat(first.knowledge.stats().vectors()).isEqualTo(1));
        get(first.knowledge.close());
        Files.delete(folder.resolve("travel.md"));
        var embedder = new FakeEmbedder(Pools.two(vertx, "embed"));
        var second = node(Postgres.shared(), embedder);
        assertThat(second.knowledge.stats().documents()).isEqualTo(1);
        assertThat(second.knowledge.stats().vectors()).isEqualTo(1);
        assertThat(second.texts(LAPTOPS)).hasSize(1);
        assertThat(embedder.embedded.get()).as("questions only").isLessThanOrEqualTo(1);
    }

    @Test
    void ingestionGoesOnWhenTheDatabaseIsBack() throws Exception {
        var own = Postgres.start();
        try {
            var node = node(own);
            assertThat(node.texts(LAPTOPS)).hasSize(1);
            own.kill();
            assertThat(node.knowledge.search(LAPTOPS).toCompletionStage().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(5));
            write("returns.md", "# Returns\n\nLaptops may be returned within 30 days.\n");
            Files.delete(folder.resolve("travel.md"));
            own.restart();
            Eventually.within(PATIENCE, () -> assertThat(
                            node.knowledge.search(LAPTOPS).toCompletionStage().toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(5))
                    .extracting(found ->
                            found.passages().stream().map(Passage::text).toList())
                    .isEqualTo(List.of("Laptops may be returned within 30 days.")));
            Eventually.within(PATIENCE, () -> assertThat(node.texts("Who approves travel?"))
                    .isEmpty());
        } finally {
            end();
            nodes.clear();
            own.close();
        }
    }

    private Node node(Postgres server) throws Exception {
        return node(server, new FakeEmbedder(Pools.two(vertx, "embed")));
    }

    private Node node(Postgres server, Embedder embedder) throws Exception {
        var place = new PostgresConfig(
                new HostPort("127.0.0.1", server.port()), "frond", "frond", new Secret("frond"), null, schema);
        var config = Engines.config(folder, place);
        var bulk = Pools.two(vertx, "bulk");
        var setting =
                new Indexing(vertx, config, "node " + nodes.size(), Clock.system(), Pools.two(vertx, "search"), bulk);
        var index = new Mortal(new PostgresIndex(place, setting, LEASE));
        var ready = Future.succeededFuture(embedder);
        var means = new Means(vertx, bulk, ready, ready, Clock.system());
        var source = FolderSource.of(folder, bulk, Formats.on(vertx, bulk, Clock.system()), Clock.system());
        var node = new Node(index, Knowledge.open(config, index, source, means));
        nodes.add(node);
        get(node.knowledge.start());
        return node;
    }

    private void write(String id, String text) throws IOException {
        Files.writeString(folder.resolve(id), text);
    }
}
