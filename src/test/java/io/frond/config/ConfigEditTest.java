package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigEditTest {
    private static final List<String> POLICIES = List.of("knowledge", "policies");
    private static final String WRITTEN = """
            backends:
              main:
                url: http://localhost:1/v1
            knowledge:
              policies:
                source: ./policies          # six of them
                search:
                  timeout: 1s
                  dense: 50%   # half and half
                  top_k: 5
            log:
              level: info
            """;

    @Test
    void aValueIsReplacedAndEverythingAroundItStays() {
        assertThat(edited(WRITTEN, Map.of("search.dense", "80%")).diff()).isEqualTo("""
                --- frond.yaml
                +++ frond.yaml
                @@ -6,7 +6,7 @@
                     source: ./policies          # six of them
                     search:
                       timeout: 1s
                -      dense: 50%   # half and half
                +      dense: 80%   # half and half
                       top_k: 5
                 log:
                   level: info
                """);
    }

    @Test
    void aKeyThatIsNotThereStandsBeforeTheOthersOfItsBlock() {
        var edited = edited(WRITTEN, Map.of("search.min_score", "10%"));
        assertThat(edited.text()).contains("    search:\n      min_score: 10%\n      timeout: 1s\n");
        assertThat(edited.diff()).contains("@@ -5,6 +5,7 @@\n");
    }

    @Test
    void aBlockThatIsNotThereIsBegunOnce() {
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("chunk.tokens", "200");
        wanted.put("chunk.overlap", "30");
        wanted.put("search.top_k", "8");
        var edited = edited(WRITTEN, wanted);
        assertThat(edited.text())
                .contains("  policies:\n    chunk:\n      tokens: 200\n      overlap: 30\n    source: ./policies ")
                .contains("      top_k: 8\n");
        assertThat(Given.config(edited.text().replace("./policies", "/")).collections())
                .hasEntrySatisfying("policies", one -> {
                    assertThat(one.chunk()).isEqualTo(new KnowledgeConfig.Chunk(200, 30));
                    assertThat(one.search().topK()).isEqualTo(8);
                });
    }

    @Test
    void changesFarFromEachOtherAreToldApart() {
        var text = WRITTEN.replace("    search:", "    # a\n    # b\n    # c\n    # d\n    # e\n    # f\n    search:");
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("chunk.tokens", "200");
        wanted.put("search.top_k", "8");
        assertThat(edited(text, wanted).diff()).contains("@@ -3,6 +3,8 @@", "@@ -13,6 +15,6 @@");
    }

    @Test
    void whatIsNotWrittenInLinesIsNotChanged() {
        var braces = "knowledge: {policies: {source: ./p}}\n";
        assertThat(ConfigEdit.of("x", braces, POLICIES, Map.of("search.top_k", "8")))
                .isEmpty();
        var quoted = WRITTEN.replace("dense: 50%", "dense: \"50%\"");
        assertThat(ConfigEdit.of("x", quoted, POLICIES, Map.of("search.dense", "8%")))
                .isEmpty();
        var endless = WRITTEN.stripTrailing();
        assertThat(ConfigEdit.of("x", endless, POLICIES, Map.of("search.dense", "8%")))
                .isEmpty();
        assertThat(ConfigEdit.of("x", WRITTEN, List.of("knowledge", "none"), Map.of("search.dense", "8%")))
                .isEmpty();
    }

    private static ConfigEdit.Edited edited(String text, Map<String, String> values) {
        return ConfigEdit.of("frond.yaml", text, POLICIES, values).orElseThrow();
    }
}
