package io.frond;

import io.frond.config.SourceConfig;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.source.FolderSource;
import io.frond.retrieve.source.TableSource;
import io.frond.retrieve.source.WebSource;
import java.util.Objects;

/** Opens sources of documents by their configuration. */
final class Sources {
    private Sources() {}

    static DocumentSource open(SourceConfig wanted, Foundation foundation) {
        return Objects.requireNonNull(Plugins.SOURCES.get(wanted.kind())).apply(wanted, foundation);
    }

    static DocumentSource folder(SourceConfig wanted, Foundation foundation) {
        var folder = ((SourceConfig.Folder) wanted).path();
        return FolderSource.of(folder, foundation.documents, foundation.formats, foundation.clock);
    }

    static DocumentSource web(SourceConfig wanted, Foundation foundation) {
        var parts = new WebSource.Parts(foundation.vertx, foundation.documents, foundation.formats, foundation.clock);
        return WebSource.of((SourceConfig.Web) wanted, parts);
    }

    static DocumentSource table(SourceConfig wanted, Foundation foundation) {
        return TableSource.of((SourceConfig.Table) wanted, foundation.vertx, foundation.formats, foundation.clock);
    }
}
