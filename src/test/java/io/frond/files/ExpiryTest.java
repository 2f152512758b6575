package io.frond.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.FilesConfig;
import io.frond.files.Attachment.Chunking;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.retrieve.format.Formats;
import io.frond.testing.FakeClock;
import io.frond.testing.Inline;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What has an end is over from that moment, whether or not anybody has cleaned up. */
@ExtendWith(VertxExtension.class)
class ExpiryTest {
    private static final Tenant ACME = new Tenant("acme", "web", List.of(), List.of("main"), false);

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private Repository repository;

    @BeforeEach
    void open() throws IOException {
        repository = Repository.open(
                new FilesConfig(folder, 1 << 20, 1 << 20, 100, 0),
                new Repository.Surroundings(Inline.WORKERS, clock, new Random(1)));
    }

    private StoredFile file(Duration life) throws IOException {
        var now = clock.now();
        var file = new StoredFile(
                repository.id("file-"), repository.next(), now, "acme", "a.md", "assistants", 4, now.plus(life));
        var upload = Files.writeString(Archive.incoming(folder).resolve("upload"), "text");
        repository.keep(upload, file, ACME);
        return file;
    }

    private VectorStore store(int days) throws IOException {
        var now = clock.now();
        var settings = new VectorStore.Settings("kb", null, days, Map.of());
        var store = new VectorStore(repository.id("vs_"), repository.next(), now, "acme", now, settings);
        repository.write(new JsonObject().put("store", store.json()));
        return store;
    }

    @Test
    void aFileIsGoneAtItsEndFromStoresToo() throws IOException {
        var file = file(Duration.ofHours(1));
        var store = store(7);
        var one = new Attachment(
                file.id(),
                repository.next(),
                clock.now(),
                store.id(),
                null,
                new Attachment.Terms(Map.of(), Chunking.AUTO),
                1,
                false);
        repository.write(new JsonObject().put("attach", new JsonArray().add(one.json())));
        assertThat(repository.files(ACME)).containsExactly(file);
        assertThat(repository.attachments(store.id())).hasSize(1);

        clock.advance(Duration.ofHours(1));

        assertThat(repository.files(ACME)).isEmpty();
        assertThat(repository.attachments(store.id())).isEmpty();
        assertThatThrownBy(() -> repository.file(ACME, file.id())).isInstanceOf(Refused.class);
    }

    @Test
    void aStoreEndsSoManyDaysAfterItsLastUse() throws IOException {
        var store = store(2);
        clock.advance(Duration.ofDays(1));
        assertThat(store.expired(clock.now())).isFalse();
        var used = store.usedAt(clock.now());
        clock.advance(Duration.ofDays(1));

        assertThat(store.expired(clock.now())).isTrue();
        assertThat(used.expired(clock.now())).isFalse();
    }

    @Test
    void anExpiredStoreIsToldOfButNotUsed(Vertx vertx) throws IOException {
        var store = store(1);
        var attaching = new Attaching(
                repository,
                new OpenStores(
                        repository,
                        new OpenStores.Collections(
                                (wanted, source) -> null,
                                Inline.WORKERS,
                                new Texts(repository, Inline.WORKERS, Formats.on(vertx, Inline.WORKERS, clock)))));
        assertThat(attaching.usable(ACME, store.id())).isEqualTo(store);

        clock.advance(Duration.ofDays(1));

        assertThat(repository.store(ACME, store.id())).isEqualTo(store);
        assertThatThrownBy(() -> attaching.usable(ACME, store.id()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.detail()).contains("expired"));
    }
}
