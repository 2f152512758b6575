package io.frond.retrieve;

import io.frond.config.EngineConfig;
import io.frond.config.KnowledgeConfig;
import io.frond.config.KnowledgeTerms;
import io.frond.config.Services;
import io.frond.model.Clock;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** Collections in engines. */
final class Engines {
    private Engines() {}

    static Indexing setting(Vertx vertx, EngineConfig engine, String holder) {
        return new Indexing(
                vertx,
                config(Path.of("nowhere"), engine),
                holder,
                Clock.system(),
                Pools.two(vertx, "searching"),
                Pools.two(vertx, "writing"));
    }

    static KnowledgeConfig config(Path folder, EngineConfig engine) {
        var usual = OpenFolder.config("policies", folder);
        return new KnowledgeConfig(
                usual.name(),
                usual.index(),
                usual.source(),
                usual.refresh(),
                usual.chunk(),
                usual.search(),
                new Services(engine, null),
                KnowledgeTerms.NONE);
    }
}
