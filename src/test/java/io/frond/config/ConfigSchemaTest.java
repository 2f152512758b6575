package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class ConfigSchemaTest {
    private static final JsonObject SCHEMA = new JsonObject(ConfigSchema.json(Given.NAMES));

    @Test
    void itIsDraft07AndCarriesDefaultsAndMeaning() {
        assertThat(SCHEMA.getString("$schema")).isEqualTo("http://json-schema.org/draft-07/schema#");
        assertThat(SCHEMA.encode())
                .contains("first byte of a stream's body (default 30s)")
                .contains("[\"p2c\",\"round-robin\",\"prefix\"]");
    }

    @Test
    void theAnnotatedExampleUsesEveryKeyAndConforms() throws IOException {
        Object example = tree(Files.readString(Path.of("conf/frond.yaml")));

        assertThat(new SchemaCheck(SCHEMA).complaints(example)).isEmpty();
        var known = new ArrayList<String>();
        keys(known, "", SCHEMA);
        var used = Paths.in(example).stream().map(ConfigSchemaTest::limitless).toList();
        assertThat(known)
                .hasSizeGreaterThan(70)
                .as(
                        "but for those that need files of the reader's own or exclude each other, which stand there as comments")
                .filteredOn(key -> !key.startsWith(".server.tls")
                        && !key.startsWith(".server.admin_hosts")
                        && !key.startsWith(".postgres.tls")
                        && !key.startsWith(".opensearch.tls")
                        && !key.startsWith(".redis."))
                .as("and those of an override, which are the file's once more")
                .filteredOn(key -> !key.startsWith(".tenants.override."))
                .allSatisfy(key -> assertThat(used).contains(limitless(key)));
    }

    /** The words of limits are the same wherever limits stand, and of their periods one stands for all. */
    private static String limitless(String key) {
        return key.replaceFirst("^.*\\.limits$", "limits")
                .replaceFirst("^.*\\.limits\\.(all\\.|models\\.)*", "limits.")
                .replaceFirst("^limits\\.([rt]p|usd_per_)([smhd]|day|month)$", "limits.$1*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backends: { main: { url: http://localhost/v1 } }",
                "backends: { main: { url: \"${URL}\", timeout: { total: \"${T:-3s}\" }, retry: { attempts: \"${N}\" } } }",
                "backends: { main: { url: http://a, models: \"*\" } }\ncache: off",
                "backends: { main: { url: http://a } }\ncache: false\nlog:\nroutes: { 1a: { to: main } }",
                "backends: { main: { url: http://a, model: 4, limits: { inflight: 2k }, retry: { budget: 0.5 } } }",
            })
    void whatFrondAcceptsTheSchemaAccepts(String yaml) {
        assertThat(new SchemaCheck(SCHEMA).complaints(tree(yaml))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backends: { main: { ulr: http://a } }",
                "backends: { main: { url: http://a, endpoints: [] } }",
                "backends: { main: { url: localhost } }",
                "backends: { main: { url: http://a, timeout: { total: 10 } } }",
                "backends: { main: { url: http://a, balance: p2cc } }",
                "backends: { main: { url: http://a, sticky: on } }",
                "backends: { main: { url: http://a, sticky: { header: \"a b\" } } }",
                "backends: { main: { endpoints: [{ url: http://a, weight: 0 }] } }",
                "backends: { main: { endpoints: [{ url: http://a, priority: 10 }] } }",
                "backends: { main: { url: http://a, retry: { attempts: 99 } } }",
                "backends: { \"a b\": { url: http://a } }",
                "routes: { a: { with: b } }",
                "cache: on",
                "tenants: { a: { keys: [{ name: x, hash: y }] } }",
            })
    void whatFrondRefusesForItsShapeTheSchemaRefuses(String yaml) {
        assertThat(Given.faults(yaml)).isNotEmpty();
        assertThat(new SchemaCheck(SCHEMA).complaints(tree(yaml))).isNotEmpty();
    }

    private static Object tree(String yaml) {
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new Load(settings).loadFromString(yaml);
    }

    /** Every path that the schema knows; names and list items are left out of it. */
    private static void keys(List<String> found, String path, JsonObject schema) {
        schema.getJsonObject("properties", new JsonObject()).forEach(property -> {
            String key = path + "." + property.getKey();
            found.add(key);
            inner((JsonObject) property.getValue()).forEach(inner -> keys(found, key, inner));
        });
    }

    private static Stream<JsonObject> inner(JsonObject schema) {
        var items = schema.getJsonObject("items");
        var byName = schema.getValue("additionalProperties") instanceof JsonObject named ? named : null;
        var either = schema.getJsonArray("anyOf") == null
                ? Stream.<JsonObject>of()
                : schema.getJsonArray("anyOf").stream().map(JsonObject.class::cast);
        return Stream.concat(Stream.of(schema), either)
                .flatMap(one -> Stream.of(one, items, byName))
                .filter(one -> one != null)
                .distinct();
    }
}
