package io.frond.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/**
 * A configuration file that is written anew: whole or not at all, whatever happens meanwhile. What stood there before is
 * kept beside it under the same name with {@code .previous}. Blocks.
 */
public final class ConfigStore {
    private final Path given;

    public ConfigStore(Path file) {
        this.given = file.toAbsolutePath();
    }

    /** A text that is on the disk, but not yet the configuration. */
    public final class Draft {
        private final Path fresh;

        private Draft(Path fresh) {
            this.fresh = fresh;
        }

        /** Takes the place of the file. */
        public void commit() throws IOException {
            var file = file();
            replace(written(Files.readString(file), file), previousOf(file));
            replace(fresh, file);
        }

        /** Nothing has changed then. */
        public void discard() throws IOException {
            boolean unused = Files.deleteIfExists(fresh);
        }
    }

    /** Fails where the file's folder cannot be written to. */
    public Draft draft(String yaml) throws IOException {
        return new Draft(written(yaml, file()));
    }

    /** What the last commit replaced; empty where there was none. */
    public Optional<String> previous() throws IOException {
        var previous = previousOf(file());
        return Files.exists(previous) ? Optional.of(Files.readString(previous)) : Optional.empty();
    }

    /** Behind links: what they point to is replaced, not they. */
    private Path file() throws IOException {
        return given.toRealPath();
    }

    private static Path previousOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    /** As open to others as the file is: there may be keys in it. */
    private static Path written(String text, Path file) throws IOException {
        var fresh = Files.createTempFile(file.getParent(), "." + file.getFileName() + ".", ".tmp");
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                int unused = out.write(bytes);
            }
            out.force(true);
        }
        var rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (rights != null) {
            var unused =
                    Files.setPosixFilePermissions(fresh, rights.readAttributes().permissions());
        }
        return fresh;
    }

    private static void replace(Path fresh, Path file) throws IOException {
        var unused = Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException folderCannotBeForced) {
            return; // not on every system; the move is done
        }
    }
}
