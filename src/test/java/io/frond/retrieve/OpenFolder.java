package io.frond.retrieve;

import io.frond.config.KnowledgeConfig;
import io.frond.config.KnowledgeTerms;
import io.frond.config.Services;
import io.frond.config.SourceConfig;
import io.frond.embed.Embedder;
import io.frond.model.Clock;
import io.frond.model.Workers;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.source.FolderSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;

/** Collections over real folders, as the wiring would open them. */
final class OpenFolder {
    private OpenFolder() {}

    static KnowledgeConfig config(String name, Path folder) {
        return new KnowledgeConfig(
                name,
                "lucene",
                new SourceConfig.Folder(folder),
                Duration.ofMillis(50),
                new KnowledgeConfig.Chunk(200, 20),
                new KnowledgeConfig.Search(5, 0.25, 0.5, 2_000, Duration.ofMillis(2_000)),
                Services.NONE,
                KnowledgeTerms.NONE);
    }

    static Knowledge open(KnowledgeConfig config, Vertx vertx, Future<Embedder> embedder) {
        return open(config, vertx, embedder, embedder);
    }

    static Knowledge open(KnowledgeConfig config, Vertx vertx, Future<Embedder> questions, Future<Embedder> documents) {
        Workers bulk = Pools.two(vertx, "bulk");
        var formats = Formats.on(vertx, bulk, Clock.system());
        var folder = FolderSource.of(((SourceConfig.Folder) config.source()).path(), bulk, formats, Clock.system());
        var source = Described.of(folder, config.terms().acl(), bulk);
        var index = Index.inMemory(Pools.two(vertx, "search"), bulk);
        var means = new Means(vertx, bulk, questions, documents, Clock.system());
        return Knowledge.open(config, index, source, means);
    }
}
