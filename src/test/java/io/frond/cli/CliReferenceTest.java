package io.frond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on the command line and {@code --help} tell the same, in both directions. */
class CliReferenceTest {
    private static final String PAGE = read();
    private static final List<String> VERBS = List.of(
            "demo",
            "serve",
            "validate",
            "explain",
            "index",
            "tune",
            "keys new",
            "keys list",
            "keys revoke",
            "schema",
            "version");

    @TempDir
    private Path here;

    @Test
    void thePageListsTheVerbsThatThereAre() {
        var documented = rows("Verb")
                .map(row -> row[1].replaceAll("`", "").replaceAll(" ([\"\\[A-Z].*)$", ""))
                .toList();
        assertThat(documented).containsExactlyElementsOf(VERBS);
        assertThat(offered()).isEqualTo(firstWords(documented));
    }

    @Test
    void everyOptionIsDocumentedForItsVerbsAndNoOther() {
        var offered = new TreeMap<String, Set<String>>();
        VERBS.forEach(verb -> options(help(verb.split(" ")))
                .filter(option -> !option.equals("--help"))
                .forEach(option ->
                        offered.computeIfAbsent(option, any -> new TreeSet<>()).add(verb)));
        assertThat(documentedOptions()).isEqualTo(offered);
    }

    @Test
    void theExitCodesAreThoseOfTheProgram() {
        var documented =
                rows("Code").map(row -> Integer.valueOf(row[1].strip())).toList();
        assertThat(documented)
                .containsExactlyElementsOf(
                        Arrays.stream(Exit.values()).map(Exit::code).toList());
    }

    private static Map<String, Set<String>> documentedOptions() {
        return rows("Option")
                .collect(Collectors.toMap(
                        row -> options(row[1]).findFirst().orElseThrow(),
                        row -> new TreeSet<>(
                                Arrays.asList(row[2].replace("`", "").strip().split(", "))),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private Set<String> offered() {
        var list = help().replaceAll("(?s).*Verbs:\\n(.*?)\\n\\n.*", "$1");
        return firstWords(list.lines().map(String::strip).toList());
    }

    private static Set<String> firstWords(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll(" .*", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows under the heading, split at their bars. */
    private static Stream<String[]> rows(String heading) {
        return PAGE.lines()
                .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .map(row -> Arrays.stream(row).map(String::strip).toArray(String[]::new));
    }

    private static Stream<String> options(String text) {
        return Pattern.compile("(?m)(?<=[ `,])--[a-z-]+(?=[= `]|$)")
                .matcher(text.replaceAll("(?s)\\nExamples?:.*", "").replaceAll("(?m)^ {20,}.*| {2,}[A-Z].*$", ""))
                .results()
                .map(MatchResult::group)
                .distinct();
    }

    private String help(String... verb) {
        var terminal = new Terminal(here);
        assertThat(terminal.type(
                        Stream.concat(Arrays.stream(verb), Stream.of("--help")).toArray(String[]::new)))
                .isZero();
        return terminal.out();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/main/docs/reference/cli.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
