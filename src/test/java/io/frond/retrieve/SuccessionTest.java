package io.frond.retrieve;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.EmbedderConfig;
import io.frond.config.KnowledgeConfig;
import io.frond.config.KnowledgeTerms;
import io.frond.config.Services;
import io.frond.embed.Embedder;
import io.frond.model.Clock;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.source.FolderSource;
import io.frond.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Another embedder for documents that are there. */
@ExtendWith(VertxExtension.class)
class SuccessionTest {
    private static final EmbedderConfig OTHER = new EmbedderConfig(
            "other", URI.create("http://localhost/v1"), null, "m", 64, false, 32, Duration.ofSeconds(1));
    private static final String QUESTION = "Who approves travel?";

    @TempDir
    Path folder;

    private Vertx vertx;

    @BeforeEach
    void begin(Vertx vertx) throws Exception {
        this.vertx = vertx;
        Files.writeString(folder.resolve("travel.md"), "# Travel\n\nThe head of department approves all travel.\n");
    }

    @Test
    void theOldVectorsAreSearchedUntilTheNewOnesAreThere() throws Exception {
        var embedder = new FakeEmbedder(Pools.two(vertx, "old"));
        var old = open(null, Future.succeededFuture(embedder));
        get(old.start());
        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(old.stats().vectors()).isEqualTo(1));
        var loading = Promise.<Embedder>promise();
        var next = open(OTHER, loading.future());
        get(next.start());

        assertThat(next.inherit(old)).isTrue();
        assertThat(next.inheritsFrom(old)).isTrue();
        int before = embedder.embedded.get();
        assertThat(get(next.search(QUESTION)).passages()).hasSize(1);
        assertThat(embedder.embedded.get())
                .as("the question, by the old embedder")
                .isEqualTo(before + 1);

        loading.complete(new FakeEmbedder(Pools.two(vertx, "new")));
        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(next.inheritsFrom(old)).isFalse());
        assertThat(get(next.search(QUESTION)).passages()).hasSize(1);
        assertThat(embedder.embedded.get()).isEqualTo(before + 1);
        assertThat(old.search(QUESTION).toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5));
        get(next.close());
    }

    @Test
    void withTheSameEmbedderThereIsNothingToWaitFor() throws Exception {
        Future<Embedder> embedder = Future.succeededFuture(new FakeEmbedder(Pools.two(vertx, "old")));
        var old = open(OTHER, embedder);
        var next = open(OTHER, embedder);
        assertThat(next.inherit(old)).isFalse();
        assertThat(next.inheritsFrom(old)).isFalse();
        get(old.close());
        get(next.close());
    }

    private Knowledge open(@Nullable EmbedderConfig embedder, Future<Embedder> loading) {
        var usual = OpenFolder.config("policies", folder);
        var config = new KnowledgeConfig(
                usual.name(),
                usual.index(),
                usual.source(),
                usual.refresh(),
                usual.chunk(),
                usual.search(),
                new Services(null, embedder),
                KnowledgeTerms.NONE);
        var bulk = Pools.two(vertx, "bulk");
        return Knowledge.open(
                config,
                Index.inMemory(Pools.two(vertx, "search"), bulk),
                FolderSource.of(folder, bulk, Formats.on(vertx, bulk, Clock.system()), Clock.system()),
                new Means(vertx, bulk, loading, loading, Clock.system()));
    }
}
