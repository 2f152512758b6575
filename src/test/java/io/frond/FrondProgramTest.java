package io.frond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.frond.cli.Exit;
import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.cli.Setup;
import io.frond.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrondProgramTest {
    private static final HostPort ANY = new HostPort("127.0.0.1", 0);
    private final FrondProgram program = new FrondProgram(Path.of(""), Map.<String, String>of()::get, false);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTakenPortIsToldAsUnreachableAndNothingIsLeftRunning(boolean api) throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = new HostPort("127.0.0.1", holder.getLocalPort());
            var failure = catchThrowable(() -> program.serve(
                            new Setup.Backend(URI.create("http://127.0.0.1:1/v1"), null),
                            api ? new Listening(taken, ANY) : new Listening(ANY, taken))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS));
            assertThat(failure).cause().isInstanceOfSatisfying(Failure.class, told -> {
                assertThat(told.exit()).isEqualTo(Exit.UNREACHABLE);
                assertThat(told).hasMessageContaining(taken.toString()).hasMessageContaining("--listen");
            });
        }
    }

    @Test
    void validateCountsWhatIsThere() {
        assertThat(program.validate(Path.of("conf/demo/frond.yaml")))
                .isEqualTo("valid, 2 backends, 2 knowledge, 3 routes, 2 tenants");
    }

    @Test
    void explainEndsAndTellsRouteAndPassages() throws Exception {
        var told = program.explain(
                        new Setup.File(Path.of("conf/demo/frond.yaml")),
                        "How long do I have to return a jacket?",
                        "acme")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(told).contains("route      policy -> general + policies").contains("returns.md");
    }
}
