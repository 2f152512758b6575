package io.frond.retrieve.source;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Facts;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.format.Limits;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder with everything below it whose name says that it is a document, {@link Formats#extensions()}. A document's id
 * is its path within the folder, with {@code /}.
 *
 * <p>Changes are found by time, size and identity of the file, so editors that write in place and those that rename
 * work alike. Operating systems' own watching is not used: it says nothing on network and many container mounts. A
 * file changed less than {@link #SETTLED} ago is read once more by the next look, for two changes may bear one time.
 *
 * <p>Looks follow one another; their state is guarded by this object's lock and only used on workers.
 */
public final class FolderSource implements DocumentSource {
    /** Larger texts are not read. */
    public static final long LARGEST = Limits.DEFAULT.text();

    private static final Duration SETTLED = Duration.ofMillis(100);

    private final Path folder;
    private final Workers workers;
    private final Formats formats;
    private final Clock clock;
    private final Map<String, Stamp> known = new HashMap<>();

    private FolderSource(Path folder, Workers workers, Formats formats, Clock clock) {
        this.folder = folder;
        this.workers = workers;
        this.formats = formats;
        this.clock = clock;
    }

    /** Nothing is read before the first look. */
    public static FolderSource of(Path folder, Workers workers, Formats formats, Clock clock) {
        return new FolderSource(folder, workers, formats, clock);
    }

    @Override
    public Future<Changes> look() {
        return workers.run(this::compare);
    }

    private synchronized Changes compare() throws IOException {
        var found = Listing.of(folder, known);
        var changed = new ArrayList<String>();
        found.forEach((id, stamp) -> {
            if (!stamp.equals(known.get(id))) {
                changed.add(id);
            }
        });
        var removed = known.keySet().stream()
                .filter(id -> !found.containsKey(id))
                .sorted()
                .toList();
        removed.forEach(known::remove);
        return new Changes(changed, removed);
    }

    @Override
    public Future<Reading> read(String id) {
        return workers.run(() -> file(id))
                .compose(file -> file == null ? Future.succeededFuture(new Reading.Unsettled()) : reading(id, file));
    }

    /** A file as it was when nobody was writing it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Whole(byte[] bytes, Stamp stamp) {}

    private @Nullable Whole file(String id) throws IOException {
        var file = folder.resolve(id);
        try {
            var before = Stamp.of(file);
            var bytes = bytes(file, Formats.largest(id, Limits.DEFAULT));
            var after = Stamp.of(file);
            if (!before.equals(after) || !file.toRealPath().startsWith(folder.toRealPath())) {
                return null;
            }
            note(id, after);
            return new Whole(bytes, after);
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** One byte more than allowed tells that there is more. */
    private static byte[] bytes(Path file, long largest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) largest + 1);
        }
    }

    private Future<Reading> reading(String id, Whole file) {
        var facts = Facts.of(Digest.of(file.bytes), file.stamp.modified().toInstant());
        return formats.text(id, file.bytes, Limits.DEFAULT).map(read -> Readings.of(id, read, facts));
    }

    private synchronized void note(String id, Stamp stamp) {
        var age = Duration.between(stamp.modified().toInstant(), clock.now());
        boolean young = !age.isNegative() && age.compareTo(SETTLED) < 0;
        known.put(id, young ? Stamp.UNSURE : stamp);
    }
}
