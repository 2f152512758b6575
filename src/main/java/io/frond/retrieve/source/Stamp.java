package io.frond.retrieve.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file has changed without reading it.
 *
 * @param key the file's identity, new after a rename over it; null where the file system has none
 */
record Stamp(FileTime modified, long size, @Nullable Object key) {
    /** Equals no file's: the file is to be read again. */
    static final Stamp UNSURE = new Stamp(FileTime.fromMillis(0), -1, null);

    static Stamp of(Path file) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class));
    }

    static Stamp of(BasicFileAttributes file) {
        return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
    }
}
