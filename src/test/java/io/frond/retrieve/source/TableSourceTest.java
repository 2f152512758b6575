package io.frond.retrieve.source;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.Secret;
import io.frond.config.SourceConfig;
import io.frond.model.Clock;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.EveryDocumentSource;
import io.frond.retrieve.Pools;
import io.frond.retrieve.format.Formats;
import io.frond.testing.FakeClock;
import io.frond.testing.Postgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableSourceTest extends EveryDocumentSource {
    private final FakeClock clock = new FakeClock();
    private final String schema = Postgres.fresh();

    @Nullable
    private Vertx vertx;

    @Nullable
    private PgConnection author;

    @Override
    protected DocumentSource open(Vertx vertx) throws Exception {
        this.vertx = vertx;
        author = get(PgConnection.connect(vertx, Postgres.shared().url()));
        run("CREATE SCHEMA " + schema);
        run("CREATE TABLE " + schema + ".docs (id text PRIMARY KEY, text text, modified timestamptz DEFAULT"
                + " clock_timestamp(), title text, valid_until date, attributes jsonb)");
        return source(Duration.ZERO, "SELECT * FROM " + schema + ".docs");
    }

    private DocumentSource source(Duration sweep, String query) {
        var config = new SourceConfig.Table(new Secret(Postgres.shared().url()), query, "modified", "md", sweep);
        var own = Objects.requireNonNull(vertx);
        return TableSource.of(config, own, Formats.on(own, Pools.two(own, "formats"), Clock.system()), clock);
    }

    @AfterEach
    void end() throws Exception {
        run("DROP SCHEMA " + schema + " CASCADE");
        get(Objects.requireNonNull(author).close());
        get(source.close());
    }

    private void run(String sql) throws Exception {
        assertThat(get(Objects.requireNonNull(author).query(sql).execute())).isNotNull();
    }

    @Override
    protected void write(String id, String text) throws Exception {
        run("INSERT INTO " + schema + ".docs (id, text) VALUES ('" + id + "', '" + text
                + "') ON CONFLICT (id) DO UPDATE" + " SET text = excluded.text, modified = clock_timestamp()");
    }

    @Override
    protected void remove(String id) throws Exception {
        run("DELETE FROM " + schema + ".docs WHERE id = '" + id + "'");
    }

    @Test
    void betweenSweepsOnlyRowsFromTheHighestCursorOnAreNamed() throws Exception {
        write("a.md", "one");
        write("b.md", "two");
        source = source(Duration.ofMinutes(5), "SELECT * FROM " + schema + ".docs");
        settle();
        write("a.md", "three");
        remove("b.md");
        assertThat(look().changed()).containsExactly("a.md");
        assertThat(whole("a.md").text()).isEqualTo("three");
        run("INSERT INTO " + schema + ".docs (id, text, modified) VALUES ('late', 'x', '2020-01-01')");
        assertThat(look().changed()).isEmpty();

        clock.advance(Duration.ofMinutes(5));
        var swept = look();
        assertThat(swept.changed()).containsExactly("late");
        assertThat(swept.removed()).containsExactly("b.md");
    }

    @Test
    void titleValidityAndAttributesAreFacts() throws Exception {
        run("INSERT INTO " + schema + ".docs VALUES ('7', 'Text.', '2026-11-03T10:00Z', 'A \"title\"', '2027-01-01',"
                + " '{\"team\": \"hr\", \"level\": 3, \"open\": true, \"nested\": {\"a\": 1}}')");
        var document = whole("7");
        assertThat(document.text()).isEqualTo("---\ntitle: A \u201Dtitle\u201D\n---\n\nText.");
        assertThat(document.modified()).isEqualTo(Instant.parse("2026-11-03T10:00:00Z"));
        assertThat(document.facts().valid().until()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(document.facts().attributes())
                .containsOnly(
                        java.util.Map.entry("team", "hr"),
                        java.util.Map.entry("level", 3.0),
                        java.util.Map.entry("open", true));
    }

    @Test
    void theQueryMayOnlyRead() throws Exception {
        write("a.md", "one");
        var writing = source(
                Duration.ZERO, "SELECT id, text, modified, nextval('" + schema + ".s') FROM " + schema + ".docs");
        run("CREATE SEQUENCE " + schema + ".s");
        assertThatThrownBy(() -> get(writing.look())).hasMessageContaining("read-only");
        get(writing.close());
    }

    @Test
    void aDatabaseThatIsNotThereFailsTheLook() throws Exception {
        var config = new SourceConfig.Table(
                new Secret("postgresql://frond:frond@127.0.0.1:1/frond"), "SELECT 1", "modified", "md", Duration.ZERO);
        var own = Objects.requireNonNull(vertx);
        var nowhere = TableSource.of(config, own, Formats.on(own, Pools.two(own, "formats"), Clock.system()), clock);
        assertThatThrownBy(() -> get(nowhere.look())).isNotNull();
        get(nowhere.close());
        assertThat(List.of(config.toString())).noneMatch(text -> text.contains("frond:frond"));
    }
}
