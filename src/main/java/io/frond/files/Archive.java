package io.frond.files;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.store.RecordFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder on disk. {@code incoming} holds uploads under way, {@code kept} the bytes of files, {@code records} what
 * is known of them: a file is kept from the moment its record is written, and whatever a crash leaves without a record
 * is removed at the next start.
 *
 * <p>Blocks; used by one thread at a time.
 */
final class Archive {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final RecordFile.Words WORDS =
            new RecordFile.Words("Each Frond has a folder of its own: files.folder.", "the deletion of a file");

    /** More records than this for each thing that is left, and they are written anew. */
    private static final int SLACK = 4;

    private static final int FEW = 1_000;

    private final Path incoming;
    private final Path kept;
    private final Inventory inventory;
    private final RecordFile records;
    private boolean full;

    private Archive(Path folder, Inventory inventory, RecordFile records) {
        this.incoming = incoming(folder);
        this.kept = folder.resolve("kept");
        this.inventory = inventory;
        this.records = records;
    }

    /** Where uploads are written to before they are kept. */
    static Path incoming(Path folder) {
        return folder.resolve("incoming");
    }

    /**
     * Reads the records into an empty inventory.
     *
     * @throws IOException with a message for people, where the folder cannot be used
     */
    static Archive open(Path folder, Inventory inventory) throws IOException {
        Files.createDirectories(incoming(folder));
        Files.createDirectories(folder.resolve("kept"));
        var records = RecordFile.open(folder.resolve("records"), WORDS, inventory::apply);
        var archive = new Archive(folder, inventory, records);
        archive.sweep();
        return archive;
    }

    private void sweep() throws IOException {
        dropAllBut(incoming, Set.of());
        dropAllBut(kept, inventory.files().stream().map(StoredFile::id).collect(Collectors.toSet()));
    }

    private static void dropAllBut(Path folder, Set<String> names) throws IOException {
        try (var all = Files.newDirectoryStream(folder)) {
            for (var file : all) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** On the disk, then in the inventory, when it returns; where it fails, in neither. */
    void change(JsonObject record) throws IOException {
        try {
            records.append(record);
        } catch (IOException failed) {
            throw refusal(failed);
        }
        inventory.apply(record);
        if (full) {
            full = false;
            LOG.info("files: there is room on the disk again");
        }
        compact();
    }

    /** A file of long records is only slow to read: where it cannot be written anew it stays. */
    private void compact() {
        if (records.records() > FEW + SLACK * inventory.size()) {
            try {
                records.rewrite(inventory.whole());
            } catch (IOException later) {
                LOG.debug("files: the records stay as they are", later);
            }
        }
    }

    /** The bytes of an upload, which are on the disk already, get their place. */
    void keep(Path upload, String id) throws IOException {
        var place = path(id);
        try {
            Files.move(upload, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw refusal(failed);
        }
        RecordFile.forceFolder(place);
    }

    /** Its record is gone already. What cannot be removed now is by the next start. */
    void drop(String id) {
        try {
            boolean unused = Files.deleteIfExists(path(id));
        } catch (IOException later) {
            LOG.warn("files: {} stays on the disk until the next start: {}", id, later.toString());
        }
    }

    Path path(String id) {
        return kept.resolve(id);
    }

    /** What is told where something could not be written. */
    RuntimeException refusal(IOException failed) {
        if (!lacksRoom(failed)) {
            return new IllegalStateException("the folder of files cannot be written to", failed);
        }
        if (!full) {
            full = true;
            LOG.error("files: the disk is full; nothing can be kept until there is room");
        }
        return noRoom();
    }

    static Refused noRoom() {
        return Refused.of(Reason.STORAGE_FULL, "There is no room left for files; nothing of this request was kept.");
    }

    /** Operating systems have an error for it, the JDK only their words. */
    static boolean lacksRoom(Throwable failed) {
        for (Throwable why = failed; why != null; why = why.getCause()) {
            var words = String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT);
            if (words.contains("no space left")
                    || words.contains("quota exceeded")
                    || words.contains("not enough space")
                    || words.contains("disk is full")) {
                return true;
            }
        }
        return false;
    }

    void close() throws IOException {
        records.close();
    }
}
