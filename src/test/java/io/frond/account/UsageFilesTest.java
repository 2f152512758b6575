package io.frond.account;

import static io.frond.account.Given.batch;
import static io.frond.account.Given.hours;
import static io.frond.account.Given.requests;
import static io.frond.account.Given.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageFilesTest {
    @TempDir
    Path folder;

    private UsageTable table = new UsageTable(UsageTable.MOST_ROWS);

    private UsageFiles open() throws IOException {
        table = new UsageTable(UsageTable.MOST_ROWS);
        return UsageFiles.open(folder, table);
    }

    private void append(UsageFiles files, Usages.Batch batch) throws IOException {
        files.append(batch);
        batch.rows().forEach(table::add);
    }

    private Path journal() {
        return folder.resolve("usage.journal");
    }

    private long all() {
        return requests(table.rows(hours(0, 100)));
    }

    @Test
    void whatWasAppendedIsThereAfterACrash() throws IOException {
        var files = open();
        append(files, batch(1, row(1, "acme", 3), row(2, "globex", 4)));
        append(files, batch(2, row(1, "acme", 5)));
        files.close();

        var again = open();
        assertThat(all()).isEqualTo(12);
        assertThat(again.last()).isEqualTo(2);
        assertThat(table.rows(hours(1, 2)).get(0).who()).isEqualTo(Given.of("acme"));
        again.close();
    }

    @Test
    void aJournalThatWasTornAnywhereGivesItsWholeLinesAndTakesMore() throws IOException {
        var files = open();
        append(files, batch(1, row(1, "acme", 1)));
        append(files, batch(2, row(1, "acme", 1)));
        files.close();
        byte[] whole = Files.readAllBytes(journal());
        int half = whole.length / 2;
        for (int length = half; length < whole.length; length += 7) {
            Path unused = Files.write(journal(), Arrays.copyOf(whole, length));
            var torn = open();
            assertThat(all()).isEqualTo(1);
            append(torn, batch(torn.last() + 1, row(1, "acme", 1)));
            torn.close();
            open().close();
            assertThat(all()).isEqualTo(2);
        }
    }

    @Test
    void aSnapshotThatWasWrittenBeforeTheJournalWasEmptiedCountsNothingTwice() throws IOException {
        var files = open();
        append(files, batch(1, row(1, "acme", 3)));
        byte[] before = Files.readAllBytes(journal());
        files.snapshot();
        append(files, batch(2, row(1, "acme", 4)));
        byte[] after = Files.readAllBytes(journal());
        files.close();
        Path unused = Files.write(journal(), before);
        Path unusedToo = Files.write(journal(), after, StandardOpenOption.APPEND);

        var again = open();
        assertThat(all()).isEqualTo(7);
        assertThat(requests(table.days())).isEqualTo(7);
        assertThat(again.last()).isEqualTo(2);
        again.close();
    }

    @Test
    void aSnapshotThatIsDamagedIsNotTakenForWhole() throws IOException {
        var files = open();
        append(files, batch(1, row(1, "acme", 3), row(2, "acme", 3)));
        files.snapshot();
        files.close();
        byte[] snapshot = Files.readAllBytes(folder.resolve("usage.snapshot"));
        Path unused = Files.write(folder.resolve("usage.snapshot"), Arrays.copyOf(snapshot, snapshot.length - 20));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("damaged");
    }

    @Test
    void aFolderBelongsToOneAtATime() throws IOException {
        var files = open();
        assertThatThrownBy(() -> UsageFiles.open(folder, new UsageTable(10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another Frond writes to");
        files.close();
        open().close();
    }

    @Test
    void namesOfAnyKindComeBack() throws IOException {
        var odd = new Consumer("a\"b", "\u00fc\n", "=1+1", "m/\uD83D\uDE00", "", "team=x,y=z");
        var files = open();
        append(files, batch(1, new Usages.Row(Given.START, odd, new Tally().add(Counted.TOKENS_LOST, 9))));
        files.close();
        open().close();
        assertThat(table.rows(hours(0, 1))).singleElement().satisfies(row -> {
            assertThat(row.who()).isEqualTo(odd);
            assertThat(row.tally().get(Counted.TOKENS_LOST)).isEqualTo(9);
        });
    }
}
