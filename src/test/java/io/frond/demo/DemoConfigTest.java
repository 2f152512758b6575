package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoConfigTest {
    private static final Path FILE = Path.of("conf/demo/frond.yaml");
    private Map<String, Object> config;

    @BeforeEach
    void read() throws IOException {
        config = DocumentationTest.yaml(Files.readString(FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex"})
    void theKeysThatTheDemoTellsOpen(String tenant) {
        var keys = at(at(config, "tenants"), tenant).get("keys");
        assertThat(keys)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .extracting("hash")
                .isEqualTo("sha256:" + Credential.of("demo-" + tenant).digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual", "policies"})
    void theKnowledgesFoldersHoldDocuments(String knowledge) throws IOException {
        var source = (String) at(at(config, "knowledge"), knowledge).get("source");
        try (var files = Files.walk(FILE.resolveSibling(source))) {
            assertThat(files.filter(file -> file.toString().endsWith(".md")).count())
                    .isGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void eachRouteHasFifteenToTwentyFiveExamplesAndNoneTwice() {
        var seen = new HashSet<Object>();
        at(config, "routes").forEach((name, route) -> {
            var examples = (List<?>) ((Map<?, ?>) route).get("examples");
            assertThat(examples).as(name).hasSizeBetween(15, 25);
            assertThat(seen.addAll(examples)).isTrue();
        });
        assertThat(seen).hasSizeGreaterThan(55);
    }

    @Test
    void backendsAndRoutesHaveNamesOfTheirOwn() {
        assertThat(at(config, "backends")).doesNotContainKeys("contracts", "manual", "policy");
        assertThat(at(config, "routes")).containsOnlyKeys("contracts", "manual", "policy");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> map, String key) {
        return (Map<String, Object>) Objects.requireNonNull(map.get(key), key);
    }
}
