package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Whether the documentation says what the program does, as far as a test can tell. */
class DocumentationTest {
    private static final Path DOCS = Path.of("src/main/docs");
    private static final Path README = Path.of("README.md");
    /** Written by its own test from the program, which also keeps it current. */
    private static final Path GENERATED = DOCS.resolve("reference/config.md");

    private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
    private static final Pattern HEADER = Pattern.compile(
            "\"(x-frond-[a-z-]+|x-request-[a-z-]+|x-ratelimit-[a-z-]+|x-should-retry|retry-after[a-z-]*|cache-status)\"");

    @ParameterizedTest
    @EnumSource
    void everyReasonIsDocumentedWithItsStatusAndCode(Reason reason) throws IOException {
        var code = reason.code() == null ? "| |" : "| `" + reason.code() + "` |";
        assertThat(Files.readString(DOCS.resolve("reference/errors.md")))
                .contains("| `" + reason.label() + "` | " + reason.status() + " " + code);
    }

    @Test
    void everyHeaderNamedInTheProgramIsDocumented() throws IOException {
        var named = new TreeSet<String>();
        for (Path source : files(Path.of("src/main/java"), ".java")) {
            HEADER.matcher(Files.readString(source)).results().forEach(header -> named.add(header.group(1)));
        }
        var page = Files.readString(DOCS.resolve("reference/headers.md")).toLowerCase(Locale.ROOT);
        assertThat(named).contains("x-frond-simulated").allSatisfy(header -> assertThat(page)
                .contains("`" + header));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        var broken = new ArrayList<String>();
        for (Path page : pages()) {
            LINK.matcher(Files.readString(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.startsWith("http") && !target.equals("LICENSE"))
                    .filter(target -> !leadsToAFile(page.resolveSibling(target).normalize()))
                    .forEach(target -> broken.add(page + " -> " + target));
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsToAFile(Path target) {
        return target.equals(GENERATED) || Files.isRegularFile(target);
    }

    @Test
    void theReadmeLeadsToEveryClientsAndEveryGuidesPage() throws IOException {
        var readme = Files.readString(README);
        assertThat(files(DOCS, ".md"))
                .filteredOn(page -> page.startsWith(DOCS.resolve("clients")) || page.startsWith(DOCS.resolve("guides")))
                .hasSizeGreaterThan(10)
                .allSatisfy(page -> assertThat(readme).contains(page.toString()));
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void everyPageBeginsWithATitleAndEverySectionHasOne() throws IOException {
        for (Path page : files(DOCS, ".md")) {
            assertThat(Files.readString(page))
                    .as(page.toString())
                    .startsWith("# ")
                    .contains("\n\n");
        }
    }

    @Test
    void everyYamlBlockIsReadAsYamlAndHasBackends() throws IOException {
        int blocks = 0;
        for (Path page : pages()) {
            for (var block : YAML.matcher(Files.readString(page)).results().toList()) {
                assertThat(yaml(block.group(1))).as(page.toString()).containsKey("backends");
                blocks++;
            }
        }
        assertThat(blocks).isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "serve", "validate", "explain", "keys new", "schema", "version"})
    void everyVerbIsDocumented(String verb) throws IOException {
        assertThat(Files.readString(DOCS.resolve("reference/cli.md"))).containsPattern("\\| `" + verb + "[ `]");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> yaml(String text) {
        var load =
                new Load(LoadSettings.builder().setLabel("a documented example").build());
        return new TreeMap<>((Map<String, Object>) load.loadFromString(text));
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<>(files(DOCS, ".md"));
        pages.add(README);
        return pages;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
