package io.frond.retrieve.source;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Facts;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A folder with everything below it: {@code *.md}, {@code *.markdown}, {@code *.txt} as UTF-8. A document's id is its
 * path within the folder, with {@code /}.
 *
 * <p>Changes are found by time, size and identity of the file, so editors that write in place and those that rename
 * work alike. Operating systems' own watching is not used: it says nothing on network and many container mounts. A
 * file changed less than {@link #SETTLED} ago is read once more by the next look, for two changes may bear one time.
 *
 * <p>Looks follow one another; their state is guarded by this object's lock and only used on workers.
 */
public final class FolderSource implements DocumentSource {
    /** Larger documents are not read. */
    public static final long LARGEST = 10L << 20;

    private static final Duration SETTLED = Duration.ofMillis(100);

    private final Path folder;
    private final Workers workers;
    private final Clock clock;
    private final Map<String, Stamp> known = new HashMap<>();

    private FolderSource(Path folder, Workers workers, Clock clock) {
        this.folder = folder;
        this.workers = workers;
        this.clock = clock;
    }

    /** Nothing is read before the first look. */
    public static FolderSource of(Path folder, Workers workers, Clock clock) {
        return new FolderSource(folder, workers, clock);
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
        return workers.run(() -> reading(id));
    }

    private Reading reading(String id) throws IOException {
        var file = folder.resolve(id);
        try {
            var before = Stamp.of(file);
            var bytes = bytes(file);
            var after = Stamp.of(file);
            if (!before.equals(after) || !file.toRealPath().startsWith(folder.toRealPath())) {
                return new Reading.Unsettled();
            }
            note(id, after);
            return judged(id, bytes, after);
        } catch (NoSuchFileException gone) {
            return new Reading.Unsettled();
        }
    }

    /** One byte more than allowed tells that there is more. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) LARGEST + 1);
        }
    }

    private synchronized void note(String id, Stamp stamp) {
        var age = Duration.between(stamp.modified().toInstant(), clock.now());
        boolean young = !age.isNegative() && age.compareTo(SETTLED) < 0;
        known.put(id, young ? Stamp.UNSURE : stamp);
    }

    private static Reading judged(String id, byte[] bytes, Stamp stamp) {
        if (bytes.length > LARGEST) {
            return new Reading.Unfit("it is larger than " + (LARGEST >> 20) + " MiB");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                return new Reading.Unfit("it is not text: it holds zero bytes");
            }
            var written = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return new Reading.Whole(new Document(
                    id, written, Facts.of(digest(bytes), stamp.modified().toInstant())));
        } catch (CharacterCodingException e) {
            return new Reading.Unfit("it is not UTF-8; save it as UTF-8");
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
