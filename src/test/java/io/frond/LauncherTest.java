package io.frond;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/frond} in a repository of its own, with a Maven and a JDK that only say what they were told. */
class LauncherTest {
    private static final String MAVEN = """
            #!/bin/bash
            echo "$@" >>"$OLDPWD/maven.calls"
            [[ -f src/main/broken ]] && { echo "[ERROR] broken source"; exit 1; }
            mkdir -p target && echo "jar of $(cat src/main/A.java)" >target/frond.jar
            """;

    @TempDir
    private Path folder;

    private Path repository;
    private final Map<String, String> env = new TreeMap<>();

    private record Ended(int exit, String out, String err) {}

    @BeforeEach
    void makeRepository() throws IOException {
        repository = Files.createDirectories(folder.resolve("repository"));
        Files.createDirectories(repository.resolve(".mvn"));
        Files.createDirectories(repository.resolve("scripts"));
        Files.createDirectories(repository.resolve("src/main"));
        Files.writeString(repository.resolve("pom.xml"), "<project/>");
        Files.writeString(repository.resolve("src/main/A.java"), "class A {}");
        executable(repository.resolve("scripts/frond"), Files.readString(Path.of("scripts/frond")));
        executable(folder.resolve("bin/mvn"), MAVEN);
        env.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        jdk("25.0.3");
    }

    @Test
    void itBuildsOnceAndHandsTheArgumentsOver() throws Exception {
        var first = launch("serve", "my file.yaml");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).endsWith("-jar " + repository.resolve("target/frond.jar") + " serve <my file.yaml>\n");
        assertThat(first.err()).contains("built in");
        assertThat(launch("version").err()).isEmpty();
        assertThat(mavenCalls()).containsExactly("-B -Dquick -Dmaven.test.skip=true package");
    }

    @Test
    void itBuildsAgainWhenContentChangesAndNotWhenOnlyTimesDo() throws Exception {
        assertThat(launch("version").exit()).isZero();
        var source = repository.resolve("src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(launch("version").exit()).isZero();
        assertThat(mavenCalls()).hasSize(1);
        Files.writeString(source, "class A { int changed; }");
        assertThat(launch("version").exit()).isZero();
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void itBuildsAgainWhenTheJarIsNotTheOneItBuilt() throws Exception {
        assertThat(launch("version").exit()).isZero();
        Files.writeString(repository.resolve("target/frond.jar"), "another build's");
        assertThat(launch("version").exit()).isZero();
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void aFailedBuildShowsTheErrorsAndIsTriedAgain() throws Exception {
        Files.createFile(repository.resolve("src/main/broken"));
        var ended = launch("version");
        assertThat(ended.exit()).isEqualTo(70);
        assertThat(ended.err()).contains("[ERROR] broken source", "target/build.log");
        Files.delete(repository.resolve("src/main/broken"));
        assertThat(launch("version").exit()).isZero();
    }

    @Test
    void aMissingMavenIsNamedAndNotNeededOnceBuilt() throws Exception {
        var complete = env.get("PATH");
        env.put("PATH", onlyTools().toString());
        var ended = launch("version");
        assertThat(ended.exit()).isEqualTo(69);
        assertThat(ended.err()).contains("Maven is missing");
        env.put("PATH", complete);
        assertThat(launch("version").exit()).isZero();
        env.put("PATH", onlyTools().toString());
        assertThat(launch("version").exit()).isZero();
    }

    @Test
    void aJdkThatIsTooOldIsRefusedWithAdvice() throws Exception {
        jdk("17.0.15");
        var ended = launch("version");
        assertThat(ended.exit()).isEqualTo(69);
        assertThat(ended.err()).contains("no JDK 21 or newer", "https://adoptium.net");
    }

    @Test
    void flagsFitTheJdkAndTheUsersComeLast() throws Exception {
        env.put("FROND_JAVA_OPTS", "-Xmx4g -Dx=y");
        assertThat(launch("version").out())
                .contains("-XX:+UseCompactObjectHeaders")
                .contains("-Xmx4g -Dx=y -jar");
        jdk("21.0.2");
        assertThat(launch("version").out())
                .contains("--enable-native-access=ALL-UNNAMED")
                .doesNotContain("Compact")
                .doesNotContain("unsafe");
    }

    @Test
    void itWorksThroughLinksAndFromAnywhere() throws Exception {
        Files.createSymbolicLink(folder.resolve("absolute"), repository.resolve("scripts/frond"));
        Files.createSymbolicLink(folder.resolve("bin/relative"), Path.of("../absolute"));
        var ended = run(folder.resolve("bin/relative").toString(), "version");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains(repository.resolve("target/frond.jar").toString());
    }

    private void jdk(String version) throws IOException {
        var home = folder.resolve("jdk-" + version);
        executable(home.resolve("bin/javac"), "");
        executable(home.resolve("bin/java"), """
                #!/bin/bash
                for a; do [[ $a == *" "* ]] && a="<$a>"; printf '%s ' "$a"; done | sed 's/ $//'
                echo
                """);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        env.put("FROND_JAVA_HOME", home.toString());
    }

    /** A folder with what the launcher calls, and no Maven. */
    private Path onlyTools() throws IOException {
        var tools = Files.createDirectories(folder.resolve("tools"));
        var names =
                List.of("bash", "sed", "readlink", "dirname", "find", "sort", "tr", "xargs", "cksum", "cat", "grep");
        for (var name : names) {
            var link = tools.resolve(name);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, tool(name));
            }
        }
        return tools;
    }

    private static Path tool(String name) {
        return Stream.of("/bin", "/usr/bin")
                .map(bin -> Path.of(bin, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(folder.resolve("maven.calls"));
    }

    private Ended launch(String... args) throws Exception {
        return run(Stream.concat(Stream.of(repository.resolve("scripts/frond").toString()), Stream.of(args))
                .toArray(String[]::new));
    }

    private Ended run(String... command) throws Exception {
        var out = folder.resolve("out").toFile();
        var err = folder.resolve("err").toFile();
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().clear();
        builder.environment().putAll(env);
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }
}
