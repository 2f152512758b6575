package io.frond.retrieve.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    private static final Map<String, Stamp> KNOWN =
            Map.of("a.md", Stamp.UNSURE, "a.md2", Stamp.UNSURE, "b/c.md", Stamp.UNSURE);

    @TempDir
    Path folder;

    @Test
    void whatCannotBeLookedAtJustNowIsNotGone() throws Exception {
        var listing = new Listing(folder, KNOWN);
        assertThat(listing.visitFileFailed(folder.resolve("a.md"), new AccessDeniedException("a.md")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(listing.found()).containsOnlyKeys("a.md");
        assertThat(listing.visitFileFailed(folder.resolve("b"), new AccessDeniedException("b")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(listing.found()).containsOnlyKeys("a.md", "b/c.md");
    }

    @Test
    void whatVanishedOrLeadsBackIntoItselfIsGone() throws Exception {
        var listing = new Listing(folder, KNOWN);
        assertThat(listing.visitFileFailed(folder.resolve("a.md"), new NoSuchFileException("a.md")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(listing.visitFileFailed(folder.resolve("b"), new FileSystemLoopException("b")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(listing.found()).isEmpty();
    }

    @Test
    void twoLinksThatLeadToEachOtherEndTheWalk() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("x")).resolve("x.md"), "x");
        Files.writeString(Files.createDirectory(folder.resolve("y")).resolve("y.md"), "y");
        assertThat(Files.createSymbolicLink(folder.resolve("x/y"), folder.resolve("y")))
                .isSymbolicLink();
        assertThat(Files.createSymbolicLink(folder.resolve("y/x"), folder.resolve("x")))
                .isSymbolicLink();
        assertThat(Listing.of(folder, Map.of())).containsOnlyKeys("x/x.md", "x/y/y.md", "y/y.md", "y/x/x.md");
    }
}
