package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where knowledge is kept and what turns it into vectors. */
class EnginesConfigTest {
    private static final String BACKEND = "backends: { main: { url: http://localhost:11434/v1 } }\n";

    @TempDir
    java.nio.file.Path folder;

    @Test
    void withoutBlocksAllIsInThisProcess() {
        assertThat(knowledge("", "").services()).isEqualTo(Services.NONE);
    }

    @Test
    void aPostgresIsAUrlOrItsParts() {
        var expected = new PostgresConfig(new HostPort("db", 5433), "kb", "me", new Secret("p@ss+word"), null, "frond");
        assertThat(engine("postgres: { url: \"postgresql://me:p%40ss+word@db:5433/kb\" }"))
                .isEqualTo(expected);
        assertThat(engine("postgres: { url: \"postgres://db:5433/kb\", user: me, password: p@ss+word }"))
                .isEqualTo(expected);
        assertThat(engine("postgres: { url: postgresql://me@db/kb, schema: other, tls: {} }"))
                .isEqualTo(new PostgresConfig(
                        new HostPort("db", 5432), "kb", "me", null, new RedisConfig.Tls(null, null), "other"));
    }

    @Test
    void anIndexNeedsItsEngine() {
        assertThat(faults("", ", index: pgvector"))
                .contains("index: says pgvector, but no postgres block tells where that is");
        assertThat(faults("", ", index: opensearch"))
                .contains("index: says opensearch, but no opensearch block tells where that is");
    }

    @Test
    void faultsOfAPostgresTellWhatWouldBeRightAndNoPassword() {
        assertThat(faults("postgres: { url: \"postgresql://me:geheim@db\" }\n", ""))
                .contains("is not postgresql://user:password@host:port/database")
                .doesNotContain("geheim");
        assertThat(faults("postgres: { url: \"postgresql://db/kb\" }\n", ""))
                .contains("postgresql://user:password@host/database");
        assertThat(faults("postgres: { url: \"postgresql://a:geheim@db/kb\", user: b, password: c }\n", ""))
                .contains("user: stands in the url too", "password: stands in the url too");
        assertThat(faults("postgres: { url: \"postgresql://a@db/kb\", schema: \"a;drop\" }\n", ""))
                .contains("is not a plain name");
    }

    @Test
    void anOpenSearchIsAUrlAndALogin() {
        var block = "opensearch: { url: https://search:9200, user: me, password: geheim, prefix: kb }\n";
        assertThat(knowledge(block, ", index: opensearch").services().engine())
                .isEqualTo(new OpenSearchConfig(
                        URI.create("https://search:9200"), "me", new Secret("geheim"), null, "kb"));
        assertThat(faults("opensearch: { url: https://search:9200, user: me }\n", ""))
                .contains("user: needs its password");
    }

    @Test
    void anEmbedderIsNamed() {
        var embedders = "embedders: { mine: { url: http://localhost/v1, model: m, dimensions: 768 } }\n";
        var embedder = Objects.requireNonNull(
                knowledge(embedders, ", embed: mine").services().embedder());
        assertThat(embedder.name()).isEqualTo("mine");
        assertThat(embedder.batch()).isEqualTo(32);
        assertThat(knowledge(embedders, ", embed: builtin").services()).isEqualTo(Services.NONE);
        assertThat(faults(embedders, ", embed: mien"))
                .contains("no embedder is named")
                .contains("mine");
        assertThat(faults("embedders: { builtin: { url: http://a, model: m, dimensions: 2 } }\n", ""))
                .contains("is taken");
    }

    @Test
    void anotherEmbedderIsAnotherVersionOfAnswers() {
        var embedders = "embedders: { mine: { url: http://localhost/v1, model: m, dimensions: 768 } }\n";
        assertThat(Given.config(yaml(embedders, ", embed: mine")).version())
                .isNotEqualTo(Given.config(yaml(embedders, "")).version());
    }

    private PostgresConfig engine(String block) {
        return (PostgresConfig) Objects.requireNonNull(
                knowledge(block + "\n", ", index: pgvector").services().engine());
    }

    private KnowledgeConfig knowledge(String blocks, String more) {
        return Objects.requireNonNull(
                Given.config(yaml(blocks, more)).knowledge().get("kb"));
    }

    private String faults(String blocks, String more) {
        return String.valueOf(Given.faults(yaml(blocks, more)));
    }

    private String yaml(String blocks, String more) {
        return BACKEND + blocks + "knowledge: { kb: { source: " + folder + more + " } }\n";
    }
}
