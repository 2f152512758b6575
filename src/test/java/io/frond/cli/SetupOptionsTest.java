package io.frond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.HostPort;
import io.frond.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupOptionsTest {
    private static final String LOCAL = "http://localhost:11434/v1";

    @TempDir
    private Path here;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(here);
        terminal.program.drained.complete();
        terminal.then(() -> terminal.signal("TERM"));
    }

    @Test
    void aNamedFileIsServed() throws IOException {
        var file = Files.createFile(here.resolve("mine.yaml"));
        assertThat(terminal.type("serve", file.toString())).isZero();
        assertServed(new Setup.File(file));
    }

    @Test
    void aNamedFileThatIsMissingIsAConfigurationError() {
        assertThat(terminal.type("serve", "missing.yaml")).isEqualTo(1);
        assertThat(terminal.err()).contains("missing.yaml: there is no such file.");
    }

    @Test
    void theFileNearbyWinsOverTheEnvironment() throws IOException {
        var near = Files.createFile(here.resolve("frond.yaml"));
        terminal.env.put("OPENAI_BASE_URL", LOCAL);
        assertThat(terminal.type("serve")).isZero();
        assertServed(new Setup.File(near));
    }

    @Test
    void aBackendNeedsNoFileAndGetsNoKeyThatWasNotMeantForIt() throws IOException {
        Files.createFile(here.resolve("frond.yaml"));
        terminal.env.put("OPENAI_API_KEY", "sk-elsewhere");
        assertThat(terminal.type("serve", "--backend", LOCAL)).isZero();
        assertServed(new Setup.Backend(URI.create(LOCAL), null));
    }

    @Test
    void theKeyOfABackendComesFromTheNamedVariable() {
        terminal.env.put("MODELS_KEY", " sk-mine\n");
        var desk = terminal.desk();
        var options = new SetupOptions();
        options.backend = LOCAL;
        options.keyEnv = "MODELS_KEY";
        assertThat(options.find(desk, null)).isEqualTo(new Setup.Backend(URI.create(LOCAL), new Secret("sk-mine")));
    }

    @Test
    void anUnsetKeyVariableIsNamed() {
        assertThat(terminal.type("serve", "--backend", LOCAL, "--key-env", "MODELS_KEY"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("MODELS_KEY is not set");
    }

    @Test
    void theEnvironmentOfOpenAisClientsIsEnough() {
        terminal.env.put("OPENAI_BASE_URL", LOCAL);
        assertThat(terminal.type("serve")).isZero();
        assertServed(new Setup.Backend(URI.create(LOCAL), null));
    }

    @Test
    void aKeyAloneMeansOpenAiAndIsNeverPrinted() {
        terminal.env.put("OPENAI_API_KEY", "sk-mine");
        assertThat(terminal.type("serve")).isZero();
        assertServed(new Setup.Backend(URI.create("https://api.openai.com/v1"), new Secret("sk-mine")));
        assertThat(terminal.program.asked.toString() + terminal.out()).doesNotContain("sk-mine");
    }

    @Test
    void withNothingToServeTheThreeWaysAreTold() {
        assertThat(terminal.type("serve")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("frond serve frond.yaml", "--backend", "OPENAI_BASE_URL", "OPENAI_API_KEY", "frond demo");
        assertThat(terminal.programsMade).isZero();
    }

    @Test
    void aFileAndABackendAtOnceAreRefused() throws IOException {
        var file = Files.createFile(here.resolve("mine.yaml"));
        assertThat(terminal.type("serve", file.toString(), "--backend", LOCAL)).isEqualTo(2);
        assertThat(terminal.type("serve", file.toString(), "--key-env", "X")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11434", "ftp://x/v1", "not an address", "http://", ""})
    void aBackendThatIsNoAddressIsRefused(String url) {
        assertThat(terminal.type("serve", "--backend", url)).isEqualTo(2);
        assertThat(terminal.err()).contains("is no address");
    }

    @Test
    void bothPortsCanBeMoved() {
        assertThat(terminal.type("demo", "--listen", "9000", "--admin", "0.0.0.0:0"))
                .isZero();
        assertThat(terminal.program.asked)
                .containsExactly("demo " + new Listening(new HostPort("127.0.0.1", 9000), new HostPort("0.0.0.0", 0)));
    }

    @Test
    void portsLeftAloneStayAsConfigured() {
        assertThat(terminal.type("demo")).isZero();
        assertThat(terminal.program.asked).containsExactly("demo " + Listening.AS_CONFIGURED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "x", ":80", "localhost:", "-1"})
    void aPortThatIsNoneIsRefused(String port) {
        assertThat(terminal.type("demo", "--listen", port)).isEqualTo(2);
        assertThat(terminal.err()).contains("is no address");
    }

    private void assertServed(Setup setup) {
        assertThat(terminal.program.asked).containsExactly("serve " + setup + " " + Listening.AS_CONFIGURED);
    }
}
