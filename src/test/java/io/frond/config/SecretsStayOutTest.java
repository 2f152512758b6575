package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsStayOutTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backends: { main: { url: nowhere, key: s3cr3t } }",
                "backends: { main: { url: nowhere, kye: s3cr3t } }",
                "backends: { main: { url: nowhere, api_key: \"s3cr3t\" } }",
                "backends: { main: { url: http://a, key: [s3cr3t] } }",
                "backends: { main: { url: \"http://me:s3cr3t@a\" } }",
                "backends: { main: { url: http://a, model: [sk-s3cr3t] } }",
                "backends: { main: { url: http://a, key: 's3cr3t with blanks' } }",
                "tenants: { a: { keys: [{ name: \"?\", hash: s3cr3t }] } }",
                "cache: { store: \"redis://:s3cr3t@redis:6379\", tll: 1h }",
                "redis: { url: \"redis://:s3cr3t@redis:6379/no\" }",
                "redis: { url: \"http://:s3cr3t@redis:6379\", tll: 1h }",
                "redis: { cluster: [\"redis://:s3cr3t@redis:6379\"] }",
                "redis: { url: \"redis://redis\", password: 's3cr3t with blanks' }",
                "key: s3cr3t: x",
                "backends: { main: { url: nowhere, key: \"a s3cr3t, with } all\" } }",
                "backends:\n  main:\n    url: http://a\n    key: two s3cr3t words\n",
                "backends:\n  main:\n    url: http://a\n    key:\n      two s3cr3t words\n",
                "backends:\n  main:\n    url: http://a\n    key: |\n      s3cr3t\n     bad\n",
                "backends:\n  main:\n    url: http://a\n    key: # of ours\n      - s3cr3t\n",
                "backends: { main: { url: http://a, headers: { Authorization: Bearer s3cr3t } } }",
                "token: s3cr3t",
                "credentials: s3cr3t",
                "backends: { main: { url: nowhere, key: \"${NO_SUCH:-s3cr3t}\" } }",
            })
    void noReportRepeatsASecret(String yaml) {
        assertThat(Given.faults(yaml)).isNotEmpty().allSatisfy(fault -> assertThat(fault.toString())
                .doesNotContain("s3cr3t"));
    }

    @Test
    void theCaretStandsBelowTheMistakeAlsoInALongLine() {
        String yaml = "backends: { main: { url: http://a } } #" + " ".repeat(200) + "\nlog: { level: "
                + "\"\", ".repeat(0) + "x" + "y".repeat(300) + ", form: 1 }";

        assertThat(Given.faults(yaml)).hasSize(2).allSatisfy(fault -> {
            String[] lines = fault.excerpt().lines().toArray(String[]::new);
            assertThat(lines[0].length()).isLessThan(140);
            assertThat(lines[0].charAt(lines[1].indexOf('^'))).isIn('x', 'f');
        });
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        String yaml = "backends: { main: { url: http://a, \"\\e[31mred\": 1 } }\nlog: \"\\a\"\n";

        assertThat(Given.faults(yaml)).hasSize(2).allSatisfy(fault -> assertThat(fault.toString())
                .doesNotContain("\u001b")
                .doesNotContain("\u0007"));
    }

    @Test
    void ordinaryValuesAreShown() {
        String yaml = "backends: { main: { url: http://a, timeout: { first-token: 3s } } }\nfoo: { max_tokens: 12 }";

        assertThat(Given.faults(yaml)).extracting(Fault::excerpt).noneMatch(excerpt -> excerpt.contains("*"));
    }
}
