package io.frond.store;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file that only grows: one record a line, eight hex digits of its CRC-32C before it. An append is on the disk when it
 * returns. What a crash left of the last append is dropped when the file is opened; damage before that is not passed
 * over, because the record that was lost could be the end of what an earlier one began.
 *
 * <p>Blocks. Used by one thread at a time. A second file beside it, {@code .lock}, keeps other processes away.
 */
public final class RecordFile {
    private static final int MARK = 9;
    private static final Set<StandardOpenOption> WRITING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final Words words;
    private final FileChannel lock;
    private FileChannel channel;
    private long length;
    private int records;

    /**
     * What is said where the file cannot be used.
     *
     * @param shared how several Fronds do it instead, a sentence
     * @param lost what a damaged line could have been: {@code the revocation of a key}
     */
    public record Words(String shared, String lost) {}

    private RecordFile(Path file, Words words, FileChannel lock, FileChannel channel) {
        this.file = file;
        this.words = words;
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * @param each gets every record in order
     * @throws IOException with a message for people, where the file is damaged or somebody else has it
     */
    public static RecordFile open(Path file, Words words, Consumer<JsonObject> each) throws IOException {
        var lock = locked(file, words);
        try {
            var journal = new RecordFile(file, words, lock, FileChannel.open(file, WRITING, attributes(file)));
            journal.replay(each);
            return journal;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static FileChannel locked(Path file, Words words) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".lock");
        var channel = FileChannel.open(beside, WRITING, attributes(beside));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException mine) {
            // held within this process, which is the same
        }
        channel.close();
        throw new IOException(file + " is in use by another Frond. " + words.shared());
    }

    private static FileAttribute<?>[] attributes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PRIVATE}
                : new FileAttribute<?>[0];
    }

    private void replay(Consumer<JsonObject> each) throws IOException {
        var bytes = Files.readAllBytes(file);
        int at = 0;
        for (int end = next(bytes, at); end >= 0; end = next(bytes, at)) {
            var record = record(bytes, at, end);
            if (record == null) {
                break;
            }
            apply(each, record);
            at = end + 1;
        }
        if (at < bytes.length) {
            dropTorn(bytes, at);
        }
        length = at;
    }

    private void apply(Consumer<JsonObject> each, String record) throws IOException {
        try {
            each.accept(new JsonObject(record));
            records++;
        } catch (RuntimeException unknown) {
            throw new IOException(file + " line " + (records + 1) + " is nothing that this Frond can read", unknown);
        }
    }

    /** Nothing whole may follow: then it is what a crash left of the last append. */
    private void dropTorn(byte[] bytes, int from) throws IOException {
        for (int at = next(bytes, from) + 1; at > 0 && at < bytes.length; at = next(bytes, at) + 1) {
            int end = next(bytes, at);
            if (end >= 0 && record(bytes, at, end) != null) {
                throw new IOException(file + " line " + (records + 1) + " is damaged. Bring the file back from a copy:"
                        + " what is lost could be " + words.lost() + ".");
            }
        }
        channel.truncate(from);
        channel.force(true);
    }

    private static int next(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The record between; null where its checksum does not say so. */
    private static @Nullable String record(byte[] bytes, int from, int end) {
        if (end - from <= MARK) {
            return null;
        }
        var text = new String(bytes, from + MARK, end - from - MARK, StandardCharsets.UTF_8);
        var mark = new String(bytes, from, MARK, StandardCharsets.US_ASCII);
        return mark.equals(mark(text)) ? text : null;
    }

    private static String mark(String text) {
        var sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue()) + " ";
    }

    /** On the disk when it returns. Where it fails, nothing was added. */
    public void append(JsonObject record) throws IOException {
        try {
            write(channel, length, List.of(record));
        } catch (IOException failed) {
            channel.truncate(length);
            throw failed;
        }
        length = channel.size();
        records++;
    }

    private static void write(FileChannel to, long at, List<JsonObject> all) throws IOException {
        var text = new StringBuilder();
        for (JsonObject record : all) {
            var json = record.encode();
            text.append(mark(json)).append(json).append('\n');
        }
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        for (long next = at; bytes.hasRemaining(); ) {
            next += to.write(bytes, next);
        }
        to.force(true);
    }

    /** Puts these in the place of all that was written. A crash or failure leaves the one or the other. */
    public void rewrite(List<JsonObject> all) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var next = fresh(fresh, all);
        channel.close();
        channel = next;
        length = next.size();
        records = all.size();
    }

    private FileChannel fresh(Path fresh, List<JsonObject> all) throws IOException {
        var next = FileChannel.open(fresh, WRITING, attributes(fresh));
        try {
            write(next, 0, all);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(file);
            return next;
        } catch (IOException | RuntimeException failed) {
            next.close();
            Files.deleteIfExists(fresh);
            throw failed;
        }
    }

    /** Makes the names of a file's folder last, as its content does: a new name could be gone after a crash. Systems that cannot do this do not need it. */
    public static void forceFolder(Path file) {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException cannot) {
            // as above
        }
    }

    public int records() {
        return records;
    }

    public void close() throws IOException {
        channel.close();
        lock.close();
    }
}
