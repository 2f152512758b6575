package io.frond.account;

import io.frond.account.Usages.Batch;
import io.frond.account.Usages.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with a snapshot and a journal of what came after it. A batch is safe when it has been forced to the disk; a
 * line that was torn by a crash is cut off at the next start. A snapshot is written beside the last one and put in its
 * place in one step; it says up to which batch it goes, so that a crash before the journal is emptied counts nothing
 * twice.
 *
 * <p>Blocks. Used by one thread at a time; a lock keeps other processes out.
 */
final class UsageFiles {
    private static final Logger LOG = LoggerFactory.getLogger(UsageFiles.class);
    private static final long LONG_JOURNAL = 8 << 20;
    private static final String SNAPSHOT = "usage.snapshot";

    private final Path folder;
    private final FileChannel lock;
    private final FileChannel journal;
    private final UsageTable table;
    private long last;

    private UsageFiles(Path folder, FileChannel lock, UsageTable table) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.table = table;
        this.journal = FileChannel.open(
                folder.resolve("usage.journal"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** Fills the table. Fails where the folder cannot be written, or another process has it. */
    static UsageFiles open(Path folder, UsageTable table) throws IOException {
        Path unused = Files.createDirectories(folder);
        var channel =
                FileChannel.open(folder.resolve("usage.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            claim(channel, folder);
            var files = new UsageFiles(folder, channel, table);
            files.load();
            return files;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The lock goes with the process, however that ends. */
    private static void claim(FileChannel channel, Path folder) throws IOException {
        FileLock claimed = null;
        try {
            claimed = channel.tryLock();
        } catch (OverlappingFileLockException twice) {
            LOG.debug("this very process has it", twice);
        }
        if (claimed == null) {
            throw new IOException("another Frond writes to " + folder
                    + "; give each its own, or let several add up in a Redis by usage.store");
        }
    }

    private void load() throws IOException {
        var snapshot = folder.resolve(SNAPSHOT);
        if (Files.exists(snapshot)) {
            try (var lines = Files.newBufferedReader(snapshot)) {
                readSnapshot(lines);
            }
        }
        replay();
    }

    private void readSnapshot(BufferedReader lines) throws IOException {
        UsageLine line = null;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line = UsageLine.read(text);
            if (line == null) {
                break;
            }
            last = line.number();
            switch (line.kind()) {
                case UsageLine.START -> table.hoursSince(line.row().start());
                case UsageLine.HOUR -> table.addHour(line.row());
                case UsageLine.DAY -> table.addDay(line.row());
                default -> {}
            }
        }
        if (line == null || !line.kind().equals(UsageLine.END)) {
            throw new IOException(folder.resolve(SNAPSHOT) + " is damaged; restore it, or move it away");
        }
    }

    /** Up to the first line that is not whole, which is where a crash has left off. */
    private void replay() throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, journal.size()));
        while (bytes.hasRemaining() && journal.read(bytes) >= 0) {
            // until all of it is there
        }
        long before = last;
        int from = 0;
        for (int to = lineEnd(bytes, from); to >= 0; to = lineEnd(bytes, from)) {
            var line = UsageLine.read(new String(bytes.array(), from, to - from, StandardCharsets.UTF_8));
            if (line == null) {
                break;
            }
            from = to + 1;
            if (line.number() > before) {
                table.add(line.row());
                last = line.number();
            }
        }
        cut(from);
    }

    private static int lineEnd(ByteBuffer bytes, int from) {
        for (int i = from; i < bytes.position(); i++) {
            if (bytes.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void cut(long at) throws IOException {
        if (journal.size() > at) {
            LOG.warn(
                    "{} ended within a line, as after a crash: its last {} bytes are left out",
                    folder,
                    journal.size() - at);
            var unused = journal.truncate(at);
        }
        var unused = journal.position(at);
    }

    /** The number of the last batch that is safe. */
    long last() {
        return last;
    }

    /** Whether a new snapshot is due. */
    boolean isLong() throws IOException {
        return journal.position() > LONG_JOURNAL;
    }

    /** Nothing of it counts where this fails. */
    void append(Batch batch) throws IOException {
        var text = new StringBuilder();
        batch.rows().forEach(row -> text.append(new UsageLine(batch.number(), UsageLine.HOUR, row).text()));
        long before = journal.position();
        try {
            write(journal, text);
            journal.force(false);
        } catch (IOException full) {
            cut(before);
            throw full;
        }
        last = batch.number();
    }

    private static void write(FileChannel to, CharSequence text) throws IOException {
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            int unused = to.write(bytes);
        }
    }

    /** Writes down the whole table and empties the journal. */
    void snapshot() throws IOException {
        var fresh = folder.resolve(SNAPSHOT + ".new");
        try (var out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(out, UsageLine.mark(last, UsageLine.START, table.hoursSince()).text());
            write(out, UsageLine.HOUR, table.hours());
            write(out, UsageLine.DAY, table.days());
            write(out, UsageLine.mark(last, UsageLine.END, 0).text());
            out.force(true);
        }
        Path unused = Files.move(fresh, folder.resolve(SNAPSHOT), StandardCopyOption.ATOMIC_MOVE);
        try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        var unusedToo = journal.truncate(0).position(0);
    }

    private void write(FileChannel out, String kind, Stream<Row> rows) throws IOException {
        for (Row row : (Iterable<Row>) rows::iterator) {
            write(out, new UsageLine(last, kind, row).text());
        }
    }

    void close() throws IOException {
        journal.close();
        lock.close();
    }
}
