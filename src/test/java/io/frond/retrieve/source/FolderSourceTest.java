package io.frond.retrieve.source;

import static io.frond.retrieve.Pools.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.DocumentSource.Reading;
import io.frond.retrieve.EveryDocumentSource;
import io.frond.retrieve.Pools;
import io.frond.retrieve.format.Formats;
import io.frond.testing.FakeClock;
import io.vertx.core.Vertx;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest extends EveryDocumentSource {
    @TempDir
    Path temp;

    private final FakeClock clock = new FakeClock();
    private Path folder = Path.of("unset");

    @Override
    protected DocumentSource open(Vertx vertx) throws Exception {
        folder = Files.createDirectory(temp.resolve("kb"));
        var formats = Formats.on(vertx, Pools.two(vertx, "formats"), clock);
        return FolderSource.of(folder, Pools.two(vertx, "files"), formats, clock);
    }

    @Override
    protected void write(String id, String text) throws Exception {
        Files.createDirectories(folder.resolve(id).getParent());
        Files.writeString(folder.resolve(id), text);
    }

    @Override
    protected void remove(String id) throws Exception {
        Files.delete(folder.resolve(id));
    }

    @Test
    void onlyDocumentsThatAreNotHidden() throws Exception {
        for (var id : new String[] {
            "A.MD", "b.markdown", "c.txt", "d.pdf", "e.md~", ".f.md", ".git/g.md", "h", "i.exe", "j.csv", "k.Html"
        }) {
            write(id, "x");
        }
        assertThat(look().changed())
                .containsExactlyInAnyOrder("A.MD", "b.markdown", "c.txt", "d.pdf", "j.csv", "k.Html");
    }

    @Test
    void documentsOfOtherFormatsComeAsMarkdown() throws Exception {
        write("a.html", "<h1>Rules</h1><p>Text.</p>");
        assertThat(whole("a.html").text()).isEqualTo("# Rules\n\nText.\n\n");
    }

    @Test
    void editorsThatWriteByRenameAreNoticedEvenAtTheSameSizeAndTime() throws Exception {
        write("a.md", "old");
        settle();
        var time = Files.getLastModifiedTime(folder.resolve("a.md"));
        var draft = Files.writeString(temp.resolve("draft"), "new");
        var unused = Files.setLastModifiedTime(draft, time);
        var moved = Files.move(draft, folder.resolve("a.md"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(look().changed()).containsExactly(moved.getFileName().toString());
        assertThat(whole("a.md").text()).isEqualTo("new");
    }

    @Test
    void aFileChangedJustNowIsReadOnceMoreForTwoChangesMayBearOneTime() throws Exception {
        write("a.md", "one");
        var file = folder.resolve("a.md");
        var now = FileTime.from(clock.now());
        var time = Files.setLastModifiedTime(file, now);
        assertThat(look().changed()).containsExactly("a.md");
        assertThat(whole("a.md").text()).isEqualTo("one");

        Files.write(file, "two".getBytes(UTF_8));
        assertThat(Files.setLastModifiedTime(file, now)).isEqualTo(time);
        assertThat(look().changed()).containsExactly("a.md");
        assertThat(whole("a.md").text()).isEqualTo("two");

        clock.advance(Duration.ofSeconds(1));
        settle();
        assertThat(look().changed()).isEmpty();
    }

    @Test
    void linksThatLeadOutOfTheFolderAreIgnoredAndThoseWithinAreFollowed() throws Exception {
        var secret = Files.writeString(temp.resolve("secret.md"), "secret");
        Files.createDirectory(temp.resolve("outside"));
        Files.writeString(temp.resolve("outside/x.md"), "x");
        write("real.md", "real");
        assertThat(Files.createSymbolicLink(folder.resolve("leak.md"), secret)).isSymbolicLink();
        assertThat(Files.createSymbolicLink(folder.resolve("dir"), temp.resolve("outside")))
                .isSymbolicLink();
        assertThat(Files.createSymbolicLink(folder.resolve("alias.md"), folder.resolve("real.md")))
                .isSymbolicLink();
        assertThat(Files.createSymbolicLink(folder.resolve("loop"), folder)).isSymbolicLink();
        assertThat(Files.createSymbolicLink(folder.resolve("broken.md"), temp.resolve("nowhere")))
                .isSymbolicLink();
        assertThat(look().changed()).containsExactlyInAnyOrder("real.md", "alias.md");
    }

    @Test
    void aFileSwappedForALinkBetweenLookAndReadDoesNotLeak() throws Exception {
        write("a.md", "x");
        assertThat(look().changed()).containsExactly("a.md");
        remove("a.md");
        var secret = Files.writeString(temp.resolve("secret.md"), "secret");
        assertThat(Files.createSymbolicLink(folder.resolve("a.md"), secret)).isSymbolicLink();
        assertThat(get(source.read("a.md"))).isInstanceOf(Reading.Unsettled.class);
    }

    @Test
    void whatIsNotTextIsUnfitAndNotReadAgainUntilItChanges() throws Exception {
        Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
        Files.write(folder.resolve("binary.md"), new byte[] {'a', 0, 'b'});
        write("good.md", "good");
        assertThat(look().changed()).hasSize(3);
        assertThat(((Reading.Unfit) get(source.read("latin.txt"))).why()).contains("UTF-8");
        assertThat(((Reading.Unfit) get(source.read("binary.md"))).why()).contains("zero bytes");
        assertThat(whole("good.md").text()).isEqualTo("good");
        assertThat(look().changed()).isEmpty();

        write("latin.txt", "é");
        assertThat(look().changed()).containsExactly("latin.txt");
        assertThat(whole("latin.txt").text()).isEqualTo("é");
    }

    @Test
    void anOversizedFileIsUnfitWithoutBeingHeldInMemory() throws Exception {
        try (var large = new RandomAccessFile(folder.resolve("large.md").toFile(), "rw")) {
            large.setLength(8L << 30);
        }
        assertThat(((Reading.Unfit) get(source.read("large.md"))).why()).contains("10 MiB");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheText() throws Exception {
        write("a.md", "\uFEFF# Title");
        assertThat(whole("a.md").text()).isEqualTo("# Title");
    }

    @Test
    void aFolderThatVanishesFailsTheLookAndTellsAfterwardsWhatWasMissed() throws Exception {
        write("a.md", "one");
        write("b.md", "two");
        settle();
        var away = Files.move(folder, temp.resolve("away"));
        assertThatThrownBy(this::look).hasCauseInstanceOf(NoSuchFileException.class);
        Files.delete(away.resolve("b.md"));
        assertThat(Files.move(away, folder)).isDirectory();
        assertThat(look().removed()).containsExactly("b.md");
    }
}
