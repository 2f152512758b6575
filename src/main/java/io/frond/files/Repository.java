package io.frond.files;

import io.frond.config.FilesConfig;
import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is kept, seen by tenant: nobody finds what is another's, nor what is over. Asked from any thread, changed on one
 * worker; a change that has completed is on the disk.
 */
final class Repository {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;

    private final FilesConfig config;
    private final Inventory inventory;
    private final Archive archive;
    private final Workers worker;
    private final Clock clock;
    private final RandomGenerator random;

    private Repository(FilesConfig config, Inventory inventory, Archive archive, Surroundings around) {
        this.config = config;
        this.inventory = inventory;
        this.archive = archive;
        this.worker = around.worker();
        this.clock = around.clock();
        this.random = around.random();
    }

    /** @param worker runs one piece of work at a time */
    record Surroundings(Workers worker, Clock clock, RandomGenerator random) {}

    /** Blocks. */
    static Repository open(FilesConfig config, Surroundings around) throws IOException {
        var inventory = new Inventory();
        return new Repository(config, inventory, Archive.open(config.folder(), inventory), around);
    }

    /** A change, from what is there when its turn comes. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws IOException;
    }

    /** Runs after all changes before it. Fails with {@link Refused}. */
    <T> Future<T> change(Change<T> change) {
        return worker.run(change::make);
    }

    /** A change that tells nothing. */
    @FunctionalInterface
    interface Alteration {
        void make() throws IOException;
    }

    /** The same for a change that tells nothing. */
    Future<Void> alter(Alteration alteration) {
        return worker.run(() -> {
            alteration.make();
            return null;
        });
    }

    /** Within a {@link #change}. */
    void write(JsonObject record) throws IOException {
        archive.change(record);
    }

    /** For what a change makes. */
    long next() {
        return inventory.next();
    }

    Instant now() {
        return clock.now();
    }

    /** @param prefix {@code file-} */
    synchronized String id(String prefix) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    FilesConfig config() {
        return config;
    }

    Inventory inventory() {
        return inventory;
    }

    Path bytes(StoredFile file) {
        return archive.path(file.id());
    }

    /** A failure to write, as it is told. */
    RuntimeException refusal(IOException failed) {
        return archive.refusal(failed);
    }

    /** Throws {@link Refused} where the tenant has no such file. */
    StoredFile file(Tenant tenant, String id) {
        var file = inventory.file(id);
        if (file == null || !file.tenant().equals(tenant.name()) || file.expired(now())) {
            throw Refused.of(Reason.CALLER_OBJECT, "No such File object: " + shown(id) + ".")
                    .at("id");
        }
        return file;
    }

    /** Throws {@link Refused} where the tenant has no such store. */
    VectorStore store(Tenant tenant, String id) {
        var store = inventory.store(id);
        if (store == null || !store.tenant().equals(tenant.name())) {
            throw noStore(id);
        }
        return store;
    }

    static Refused noStore(String id) {
        return Refused.of(Reason.CALLER_OBJECT, "Vector store with id '" + shown(id) + "' not found.")
                .at("vector_store_id");
    }

    /** Throws {@link Refused} where the file is not in the store. */
    Attachment attachment(VectorStore store, String file) {
        var attachment = inventory.attachment(store.id(), file);
        if (attachment == null || stored(attachment) == null) {
            throw Refused.of(
                            Reason.CALLER_OBJECT,
                            "No file found with id '" + shown(file) + "' in vector store '" + store.id() + "'.")
                    .at("file_id");
        }
        return attachment;
    }

    /** Throws {@link Refused} where the store has no such batch. */
    Batch batch(VectorStore store, String id) {
        var batch = inventory.batch(id);
        if (batch == null || !batch.store().equals(store.id())) {
            throw Refused.of(
                            Reason.CALLER_OBJECT,
                            "No file batch found with id '" + shown(id) + "' in vector store '" + store.id() + "'.")
                    .at("batch_id");
        }
        return batch;
    }

    /** Its file; null where that is over. */
    @Nullable
    StoredFile stored(Attachment attachment) {
        var file = inventory.file(attachment.id());
        return file == null || file.expired(now()) ? null : file;
    }

    List<StoredFile> files(Tenant tenant) {
        var now = now();
        return inventory.files().stream()
                .filter(file -> file.tenant().equals(tenant.name()) && !file.expired(now))
                .toList();
    }

    List<VectorStore> stores(Tenant tenant) {
        return inventory.stores().stream()
                .filter(store -> store.tenant().equals(tenant.name()))
                .toList();
    }

    List<Attachment> attachments(String store) {
        return inventory.attachments(store).stream()
                .filter(one -> stored(one) != null)
                .toList();
    }

    private static String shown(String id) {
        return id.length() <= 64 ? id : id.substring(0, 64);
    }

    /** The upload becomes a file, or is refused for want of room that the tenant may use. Within a {@link #change}. */
    void keep(Path upload, StoredFile file, Tenant tenant) throws IOException {
        var before = files(tenant);
        long used = before.stream().mapToLong(StoredFile::bytes).sum();
        if (before.size() >= config.tenantFiles() || used + file.bytes() > config.tenantBytes()) {
            throw Refused.of(
                    Reason.POLICY_STORAGE,
                    "You have " + before.size() + " files of " + used + " bytes together; the limits are "
                            + config.tenantFiles() + " files and " + config.tenantBytes() + " bytes.");
        }
        archive.keep(upload, file.id());
        try {
            write(new JsonObject().put("file", file.json()));
        } catch (IOException | RuntimeException failed) {
            archive.drop(file.id());
            throw failed;
        }
    }

    /** Within a {@link #change}. */
    void drop(StoredFile file) throws IOException {
        write(new JsonObject().put("drop_file", file.id()));
        archive.drop(file.id());
    }

    Future<Void> close() {
        return alter(archive::close);
    }
}
