package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final String YAML = """
            backends:
              main: { url: http://a/v1, model: m }
              other: { url: http://b/v1, kind: fine-tuned }
            classify: { min_margin: 10% }
            routes:
              first: { to: main, examples: [one, two], when: { headers: { a: x, b: y }, model: m } }
              second: { to: other, examples: [three] }
            default: first
            log: { level: info }
            cache: { ttl: 1h }
            server: { listen: 127.0.0.1:80 }
            """;

    @Test
    void itIsTheSameForTheSameConfiguration() {
        assertThat(version(YAML)).isEqualTo(version(YAML)).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/v1, http://c/v1",
        "model: m }, model: n }",
        "kind: fine-tuned, kind: general",
        "min_margin: 10%, min_margin: 11%",
        "to: other, to: main",
        "[three], [thre]",
        "second:, third:",
        "default: first, default: second",
        "a: x, a: z",
        "a: x, y: x",
    })
    void whatCanChangeAnAnswerChangesIt(String before, String after) {
        assertThat(YAML).contains(before);
        assertThat(version(YAML.replace(before, after))).isNotEqualTo(version(YAML));
    }

    @ParameterizedTest
    @CsvSource({
        "level: info, level: debug",
        "ttl: 1h, ttl: 2h",
        "127.0.0.1:80, 127.0.0.1:81",
        "kind: fine-tuned, 'kind: fine-tuned, key: k, limits: { inflight: 3 }, timeout: { total: 1s }'",
    })
    void whatCannotDoesNot(String before, String after) {
        assertThat(YAML).contains(before);
        assertThat(version(YAML.replace(before, after))).isEqualTo(version(YAML));
    }

    @Test
    void neighbouringPartsDoNotRunTogether() {
        assertThat(version(YAML.replace("[one, two]", "[on, etwo]"))).isNotEqualTo(version(YAML));
        assertThat(version(YAML.replace("[one, two]", "[\"one, two\"]"))).isNotEqualTo(version(YAML));
    }

    private static String version(String yaml) {
        return Given.config(yaml).version();
    }
}
