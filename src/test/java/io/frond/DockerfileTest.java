package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No container engine is needed to build Frond, so the Dockerfile is read, and its health check is run as it stands. */
@ExtendWith(VertxExtension.class)
class DockerfileTest {
    private static final String DOCKERFILE = read("Dockerfile").replaceAll("\\\\\\n\\s*", "");
    private static final String LAUNCHER = read("scripts/frond");

    @Test
    void everyBaseImageIsPinnedToARelease() {
        assertThat(instructions("FROM"))
                .hasSize(2)
                .allMatch(image -> image.matches("[a-z-]+:\\d+\\.\\d+\\.\\d+\\S*( AS build)?"), "name:1.2.3");
        assertThat(instructions("FROM").get(1)).contains("jre").startsWith("eclipse-temurin:25");
    }

    @Test
    void itRunsAsNobodyInParticular() {
        assertThat(instructions("USER")).containsExactly("10001:10001");
        assertThat(DOCKERFILE.indexOf("\nUSER")).isLessThan(DOCKERFILE.indexOf("\nENTRYPOINT"));
    }

    @Test
    void itIsBuiltAsTheLauncherBuilds() {
        var command = Pattern.compile("exec \"\\$mvn\" (.*)\\)").matcher(LAUNCHER);
        assertThat(command.find()).isTrue();
        assertThat(instructions("RUN").get(0)).endsWith(" mvn " + command.group(1));
    }

    @Test
    void itIsStartedAsTheLauncherStarts() {
        var entry = new JsonArray(instructions("ENTRYPOINT").get(0))
                .stream().map(Object::toString).toList();
        var flags = Pattern.compile("flags\\+?=\\(([^)\"]*)\\)")
                .matcher(LAUNCHER)
                .results()
                .flatMap(found -> Pattern.compile(" ").splitAsStream(found.group(1)))
                .filter(flag -> !flag.startsWith("-Xm") && !flag.startsWith("-XX:NewSize"))
                .filter(flag -> !flag.startsWith("-Dfrond.terminal"))
                .toList();
        assertThat(flags).hasSizeGreaterThan(2);
        assertThat(entry).startsWith("java").containsAll(flags).endsWith("-jar", "/opt/frond/frond.jar");
    }

    @Test
    void nothingIsCopiedThatIsIgnored() {
        var kept = read(".dockerignore")
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(instructions("COPY"))
                .filteredOn(copy -> !copy.startsWith("--from"))
                .map(copy -> copy.substring(0, copy.indexOf(" ")))
                .allSatisfy(copied ->
                        assertThat(kept).anyMatch(path -> copied.equals(path) || copied.startsWith(path + "/")));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void theHealthCheckFollowsLivez(int status, int exit, Vertx vertx) throws Exception {
        var server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().equals("/livez") ? status : 500)
                        .end("ok"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(healthCheck(server.actualPort())).isEqualTo(exit);
    }

    @Test
    void theHealthCheckFailsWhereNobodyListens() throws Exception {
        assertThat(healthCheck(1)).isNotZero();
    }

    private static int healthCheck(int port) throws IOException, InterruptedException {
        var text = instructions("HEALTHCHECK").get(0);
        var command = new JsonArray(text.substring(text.indexOf('[')))
                .stream().map(Object::toString).toList();
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("FROND_PORT", String.valueOf(port));
        var check = builder.start();
        assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return check.exitValue();
    }

    private static List<String> instructions(String name) {
        return Pattern.compile("^" + name + " (.*)$", Pattern.MULTILINE)
                .matcher(DOCKERFILE)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
