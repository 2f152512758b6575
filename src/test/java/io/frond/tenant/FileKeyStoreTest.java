package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Limits.Kind;
import io.frond.model.Scope;
import io.frond.testing.Inline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyStoreTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Limits LIMITS = new Limits(
            Map.of(Kind.RPM, 60L, Kind.USD_PER_DAY, 1_500_000_000L),
            4000L,
            100L,
            Map.of("gpt-4o", Limits.of(Kind.TPD, 5_000_000)));

    @TempDir
    private Path folder;

    private Path file;
    private KeyStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("keys");
        store = KeyStore.file(file, Inline.WORKERS);
        assertThat(store.changes().result().orElseThrow()).isEmpty();
    }

    @AfterEach
    void close() {
        assertThat(store.close().succeeded()).isTrue();
    }

    @Test
    void whatWasPutIsThereAgainInEveryPart() {
        var key = new IssuedKey(
                "acme",
                "web",
                digest("k"),
                Set.of(Scope.CHAT),
                THEN.plusSeconds(9),
                Map.of("team", "search"),
                LIMITS,
                THEN);
        put(key, key("other"));

        assertThat(reopened()).containsExactlyInAnyOrder(key, key("other"));
    }

    @Test
    void whatWasRemovedStaysRemovedAndTheLatestWordOfAKeyHolds() {
        put(key("a"), key("b"));
        put(key("b").until(THEN));
        assertThat(store.remove(key("a")).succeeded()).isTrue();

        assertThat(reopened()).containsExactly(key("b").until(THEN));
    }

    @Test
    void whateverACrashLeftOfTheLastAppendIsDropped() throws IOException {
        put(key("a"));
        long whole = Files.size(file);
        put(key("b"));
        var bytes = Files.readAllBytes(file);
        for (int length = (int) whole; length < bytes.length; length++) {
            close();
            Files.write(file, Arrays.copyOf(bytes, length));

            assertThat(reopened()).as("cut at " + length).containsExactly(key("a"));
            assertThat(Files.size(file)).isEqualTo(whole);
        }
        put(key("c"));
        assertThat(reopened()).containsExactlyInAnyOrder(key("a"), key("c"));
    }

    @Test
    void damageBeforeTheEndIsNotPassedOver() throws IOException {
        put(key("a"));
        long first = Files.size(file);
        assertThat(store.remove(key("a")).succeeded()).isTrue();
        put(key("b"));
        close();
        var bytes = Files.readAllBytes(file);
        bytes[(int) first + 20] ^= 1;
        Files.write(file, bytes);

        var opening = KeyStore.file(file, Inline.WORKERS).changes();

        assertThat(opening.cause()).hasMessageContaining("line 2 is damaged");
        assertThat(Files.readAllBytes(file)).as("left as it was").isEqualTo(bytes);
    }

    @Test
    void twoProcessesDoNotShareAFile() {
        assertThat(KeyStore.file(file, Inline.WORKERS).changes().cause())
                .hasMessageContaining("in use by another Frond");
    }

    @Test
    void aLongHistoryOfFewKeysIsWrittenAnew() throws IOException {
        put(key("stays"));
        for (int i = 0; i < 1_100; i++) {
            put(key("comes and goes"));
            assertThat(store.remove(key("comes and goes")).succeeded()).isTrue();
        }
        try (var lines = Files.lines(file)) {
            assertThat(lines.count()).isLessThan(1_100);
        }
        assertThat(reopened()).containsExactly(key("stays"));
    }

    @Test
    void nobodyElseReadsTheFileAndNoKeyIsInIt() throws IOException {
        put(key("fk-plain"));

        assertThat(Files.readString(file)).contains(digest("fk-plain")).doesNotContain("fk-plain");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aTailOfZerosIsACrashToo() throws IOException {
        put(key("a"));
        close();
        Files.write(file, new byte[512], StandardOpenOption.APPEND);

        assertThat(reopened()).containsExactly(key("a"));
    }

    private void put(IssuedKey... keys) {
        assertThat(store.put(List.of(keys)).succeeded()).isTrue();
    }

    private List<IssuedKey> reopened() {
        close();
        store = KeyStore.file(file, Inline.WORKERS);
        return store.changes().result().orElseThrow();
    }

    private static IssuedKey key(String key) {
        return new IssuedKey("acme", "web", digest(key), Scope.ALL, null, Map.of(), Limits.NONE, THEN);
    }

    private static String digest(String key) {
        return Credential.of(key).digest();
    }
}
