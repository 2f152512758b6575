package io.frond;

import io.frond.cli.Failure;
import io.frond.config.FilesConfig;
import io.frond.config.KnowledgeConfig;
import io.frond.embed.Embedders;
import io.frond.files.FrondFiles;
import io.frond.model.Tenant;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Indexing;
import io.frond.retrieve.Knowledge;
import io.frond.retrieve.Means;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes collections, those of the configuration and those of vector stores alike. */
final class Shelving {
    private Shelving() {}

    /** Not started. Blocks: loading the classes of a search engine takes its time. */
    static Knowledge open(Foundation foundation, KnowledgeConfig wanted, DocumentSource source) {
        var index = Objects.requireNonNull(Plugins.INDEXES.get(wanted.index()));
        var embedders = wanted.search().dense() > 0
                ? foundation.embedders(wanted.services().embedder())
                : Future.<Embedders>failedFuture("this knowledge is searched by words alone");
        return Knowledge.open(
                wanted,
                index.apply(new Indexing(
                        foundation.vertx,
                        wanted,
                        UUID.randomUUID().toString(),
                        foundation.clock,
                        foundation.requests,
                        foundation.documents)),
                source,
                new Means(
                        foundation.vertx,
                        foundation.documents,
                        embedders.map(Embedders::questions),
                        embedders.map(Embedders::bulk),
                        foundation.clock));
    }

    /** Blocks. */
    static FrondFiles files(Foundation foundation, FilesConfig config, Supplier<Snapshot> current) {
        var parts = new FrondFiles.Parts(
                foundation.vertx,
                foundation.files,
                foundation.documents,
                foundation.formats,
                foundation.clock,
                (wanted, source) -> open(foundation, wanted, source),
                tenant -> searched(current.get(), tenant),
                new SecureRandom());
        try {
            return FrondFiles.open(config, parts);
        } catch (FileSystemException e) {
            throw Failure.config("files.folder: cannot be written to: " + e);
        } catch (IOException e) {
            throw Failure.config("files.folder: " + e.getMessage());
        }
    }

    /** The collections that the tenant's routes answer from. */
    private static Map<String, Knowledge> searched(Snapshot snapshot, Tenant tenant) {
        var routes = snapshot.config().of(tenant.name()).routes();
        var all = new LinkedHashMap<String, Knowledge>();
        for (String name : tenant.routes()) {
            var route = routes.get(name);
            var with = route == null ? null : route.with();
            var from = with == null ? null : snapshot.knowledge().get(with);
            if (with != null && from != null) {
                all.put(with, from);
            }
        }
        return all;
    }
}
