package io.frond.files;

import io.frond.config.KnowledgeConfig;
import io.frond.model.Workers;
import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Facts;
import io.frond.retrieve.Validity;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one vector store as documents, and how far each of them is. A file never changes; a document's version
 * is that of what was said of it when it was attached.
 *
 * <p>Looks belong to the collection's event loop, one after the other; progress may be asked from any thread.
 */
final class StoreSource implements DocumentSource {
    private static final Logger LOG = LoggerFactory.getLogger(StoreSource.class);

    private final String store;
    private final Repository repository;
    private final Texts texts;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();

    StoreSource(String store, Repository repository, Texts texts) {
        this.store = store;
        this.repository = repository;
        this.texts = texts;
    }

    @Override
    public Future<Changes> look() {
        var wanted = wanted();
        var changed = wanted.entrySet().stream()
                .filter(one -> !one.getValue().equals(known.get(one.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        var removed =
                known.keySet().stream().filter(one -> !wanted.containsKey(one)).toList();
        removed.forEach(one -> progress.remove(StoredFile.id(one)));
        known.clear();
        known.putAll(wanted);
        return Future.succeededFuture(new Changes(changed, removed));
    }

    /** Versions by document. */
    private Map<String, String> wanted() {
        var wanted = new TreeMap<String, String>();
        for (var one : repository.attachments(store)) {
            var file = repository.stored(one);
            if (file != null && !one.cancelled()) {
                wanted.put(file.document(), version(one));
            }
        }
        return wanted;
    }

    @Override
    public Future<Reading> read(String document) {
        return reading(StoredFile.id(document)).recover(failed -> {
            LOG.warn("vector store {}: {} cannot be read: {}", store, StoredFile.id(document), failed.toString());
            fail(StoredFile.id(document));
            return Future.succeededFuture(new Reading.Unsettled());
        });
    }

    private void fail(String id) {
        var attachment = repository.inventory().attachment(store, id);
        if (attachment != null) {
            progress.put(id, Progress.failed(version(attachment), "server_error", "The file could not be read."));
        }
    }

    private Future<Reading> reading(String id) {
        var attachment = repository.inventory().attachment(store, id);
        var file = attachment == null || attachment.cancelled() ? null : repository.stored(attachment);
        if (attachment == null || file == null) {
            return Future.succeededFuture(new Reading.Unsettled());
        }
        return texts.of(file)
                .map(text -> reading(attachment, file, text))
                .recover(failed -> failed instanceof NoSuchFileException
                        ? Future.succeededFuture(new Reading.Unsettled())
                        : Future.failedFuture(failed));
    }

    private Reading reading(Attachment attachment, StoredFile file, Texts.Outcome outcome) {
        var version = version(attachment);
        var chunking = attachment.terms().chunking();
        return switch (outcome) {
            case Texts.Outcome.Unfit unfit -> {
                progress.put(file.id(), Progress.failed(version, unfit.code(), unfit.why()));
                yield new Reading.Unfit(unfit.why());
            }
            case Texts.Outcome.Text found -> {
                long size = found.text().getBytes(StandardCharsets.UTF_8).length;
                progress.put(file.id(), Progress.read(version, size));
                var facts = new Facts(
                        version,
                        file.created(),
                        Validity.ALWAYS,
                        attachment.terms().attributes());
                yield new Reading.Whole(
                        new Document(file.document(), found.text(), facts),
                        new KnowledgeConfig.Chunk(chunking.tokens(), chunking.overlap()));
            }
        };
    }

    /** What was read is searched now, or has failed on its way. */
    void settle(Indexed indexed) {
        progress.replaceAll((id, one) -> {
            var file = repository.inventory().file(id);
            if (one.state() != Progress.State.IN_PROGRESS || one.version().isEmpty() || file == null) {
                return one;
            }
            return one.settled(indexed.has(file.document(), one.version()));
        });
    }

    /** Whether the index has this version of a document. */
    @FunctionalInterface
    interface Indexed {
        boolean has(String document, String version);
    }

    /** Of what was said of it last: what was said before does not count. */
    Progress progress(Attachment one) {
        if (one.cancelled()) {
            return Progress.TAKEN_BACK;
        }
        var far = progress.get(one.id());
        return far == null || !far.version().equals(version(one)) ? Progress.WAITING : far;
    }

    private static String version(Attachment one) {
        return Long.toString(one.revision());
    }
}
