package io.frond.retrieve.source;

import io.frond.retrieve.format.Formats;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents below a folder at one moment. Hidden files and folders are passed over, and links that lead out of
 * the folder. What cannot be looked at just now, a file or all below a folder, counts as unchanged, not as gone.
 */
final class Listing extends SimpleFileVisitor<Path> {
    private static final int DEEPEST = 32;

    private final Path folder;
    private final Path real;
    private final Map<String, Stamp> known;
    private final Map<String, Stamp> found = new TreeMap<>();

    Listing(Path folder, Map<String, Stamp> known) throws IOException {
        this.folder = folder;
        this.real = folder.toRealPath();
        this.known = known;
    }

    /** By id, in order. Fails where the folder itself cannot be listed. */
    static Map<String, Stamp> of(Path folder, Map<String, Stamp> known) throws IOException {
        var listing = new Listing(folder, known);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, listing);
        return listing.found();
    }

    Map<String, Stamp> found() {
        return found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
        boolean ours = at.equals(folder) || (!hidden(at) && inside(at));
        return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && !hidden(file) && document(file) && here(file)) {
            found.put(id(file), Stamp.of(attributes));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path at, IOException failure) throws IOException {
        if (at.equals(folder)) {
            throw failure;
        }
        if (!(failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException)) {
            var itself = id(at);
            var below = itself + "/";
            known.forEach((id, stamp) -> {
                if (id.equals(itself) || id.startsWith(below)) {
                    found.put(id, stamp);
                }
            });
        }
        return FileVisitResult.CONTINUE;
    }

    /** The folder it stands in is inside already; asking for every file's real path would make a look three times as long. */
    private boolean here(Path file) {
        return !Files.isSymbolicLink(file) || inside(file);
    }

    private boolean inside(Path at) {
        try {
            return at.toRealPath().startsWith(real);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean hidden(Path at) {
        return at.getFileName().toString().startsWith(".");
    }

    private static boolean document(Path file) {
        return Formats.knows(file.getFileName().toString());
    }

    private String id(Path at) {
        return folder.relativize(at).toString().replace(File.separatorChar, '/');
    }
}
