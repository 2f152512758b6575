package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that people make, each with the place, the path, the words and the suggestion that it must give. */
class SeededMistakesTest {
    private static final String MAIN = "backends: { main: { url: http://localhost/v1 } }\n";
    private static final String TWO = "backends: { main: { url: http://a/v1 }, spare: { url: http://b/v1 } }\n";

    static Stream<Arguments> mistakes() {
        return Stream.of(typos(), values(), names(), structure(), agreement()).flatMap(all -> all);
    }

    private static Stream<Arguments> typos() {
        return Stream.of(
                arguments("backend: {}\n" + MAIN, "1:1", "backend", "unknown key", "backends"),
                arguments(MAIN + "server: { lisen: 127.0.0.1:80 }", "2:11", "server.lisen", "unknown key", "listen"),
                arguments(main("ulr: http://a"), "3:5", "backends.main.ulr", "unknown key", "url"),
                arguments(main("url: http://a\n    api_key: k"), "4:5", "backends.main.api_key", "unknown", "key"),
                arguments(
                        main("url: http://a\n    timeout: {first-token: 3s}"),
                        "4:15",
                        "backends.main.timeout.first-token",
                        "unknown key",
                        "first_token"),
                arguments(
                        main("url: http://a\n    balance: p2cc"), "4:14", "backends.main.balance", "p2c, round", "p2c"),
                arguments(
                        main("url: http://a\n    kind: finetuned"),
                        "4:11",
                        "backends.main.kind",
                        "not one of",
                        "fine-tuned"),
                arguments(MAIN + "log: { level: warning }", "2:15", "log.level", "error, warn, info", "warn"));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                arguments(
                        main("url: localhost:11434/v1"),
                        "3:10",
                        "backends.main.url",
                        "http://",
                        "http://localhost:11434/v1"),
                arguments(
                        main("url: http://a/v1/chat/completions"),
                        "3:10",
                        "backends.main.url",
                        "too far",
                        "http://a/v1"),
                arguments(main("url: http://me:pw@a/v1"), "3:10", "backends.main.url", "credentials", null),
                arguments(
                        main("url: http://a\n    timeout:\n      total: 10"),
                        "5:14",
                        "backends.main.timeout.total",
                        "no unit",
                        "10s"),
                arguments(
                        main("url: http://a\n    timeout: { idle: soon }"),
                        "4:22",
                        "backends.main.timeout.idle",
                        "not a duration",
                        null),
                arguments(MAIN + "server: { body_limit: 5MB }", "2:23", "server.body_limit", "no unit that", "5MiB"),
                arguments(MAIN + "server: { body_limit: 9GiB }", "2:23", "server.body_limit", "out of range", null),
                arguments(
                        main("url: http://a\n    breaker: { failures: 50 }"),
                        "4:26",
                        "backends.main.breaker.failures",
                        "out of range",
                        "50%"),
                arguments(
                        main("url: http://a\n    retry: { attempts: two }"),
                        "4:24",
                        "backends.main.retry.attempts",
                        "not a whole number",
                        null),
                arguments(main("url: [http://a]"), "3:10", "backends.main.url", "but is a list", null),
                arguments(main("url:"), "3:9", "backends.main.url", "no value", null),
                arguments(main("url: ${NOT_SET}"), "3:10", "backends.main.url", "variable NOT_SET is not set", null),
                arguments(main("url: ${NOT_SET:?where is it}"), "3:10", "backends.main.url", "where is it", null),
                arguments(MAIN + "server: { admin: 8081 }", "2:18", "server.admin", "host:port", "127.0.0.1:8081"));
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                arguments(MAIN + "routes: { a: { to: mian } }", "2:20", "routes.a.to", "no backend is named", "main"),
                arguments(
                        MAIN + "routes:\n  a:\n    to: main\n    with: polices\nknowledge:\n  policies: { source: . }",
                        "5:11",
                        "routes.a.with",
                        "no knowledge is named",
                        "policies"),
                arguments(
                        MAIN + "routes: { first: { to: main } }\ndefault: frist",
                        "3:10",
                        "default",
                        "no route",
                        "first"),
                arguments(MAIN + "routes: { a: { to: main }, b: { to: main } }", "1:1", "", "default must name", null),
                arguments(MAIN + "routes: { main: { to: main } }", "2:11", "routes.main", "taken", null),
                arguments(
                        TWO.replace("spare", "spare: { url: http://c }, spare"),
                        "1:67",
                        "backends.spare",
                        "stands twice",
                        null),
                arguments(
                        "backends: { a: { url: http://a, models: [x] }, b: { url: http://b, models: [x] } }",
                        "1:77",
                        "backends.b.models[0]",
                        "taken",
                        null),
                arguments(
                        main("url: http://a\n    fallback: [maine]"),
                        "4:15",
                        "backends.main.fallback",
                        "number 1 is not the name of a backend; did you mean main?",
                        null),
                arguments(
                        main("url: http://a\n    fallback: main"),
                        "4:15",
                        "backends.main.fallback",
                        "names the backend itself",
                        null),
                arguments(
                        TWO + "routes: { a: { to: main, fallback: [spare, spare] } }",
                        "2:36",
                        "routes.a.fallback",
                        "twice",
                        null),
                arguments("backends: { auto: { url: http://a } }", "1:13", "backends.auto", "classification", null));
    }

    private static Stream<Arguments> structure() {
        return Stream.of(
                arguments("backends: { main: { url: ${X} } }", "1:26", "", "quotes, \"${NAME}\"", null),
                arguments("backends:\n\tmain: x", "2:1", "", "spaces", null),
                arguments("backends: [a", "1:13", "", "not closed", null),
                arguments("", "1:1", "", "nothing in it", null),
                arguments("- backends", "1:1", "", "block of keys", null),
                arguments(MAIN + "---\n" + MAIN, "2:1", "", "second document", null),
                arguments("backends: { main: }", "1:13", "backends.main", "needs url or endpoints", null),
                arguments("server: {}", "1:1", "", "at least one backend", null));
    }

    private static Stream<Arguments> agreement() {
        String digest = "sha256:" + "ab".repeat(32);
        return Stream.of(
                arguments(MAIN + "server: { listen: 0.0.0.0:8080 }", "2:19", "server.listen", "auth: open", null),
                arguments(
                        MAIN + "server: { admin: 0.0.0.0:8081 }\nauth: open", "2:18", "server.admin", "loopback", null),
                arguments(
                        MAIN + "server: { admin_token: too-short }", "2:24", "server.admin_token", "characters", null),
                arguments(MAIN + "server: { admin_hosts: [a.example] }", "2:24", "server.admin_hosts", "needs", null),
                arguments(
                        MAIN + "server: { admin_hosts: [\"a b\"] }",
                        "2:25",
                        "server.admin_hosts[0]",
                        "host name",
                        null),
                arguments(
                        MAIN + "server: { cors: { origins: [\"*\", \"https://a.example\"] } }",
                        "2:28",
                        "server.cors.origins",
                        "stands for all",
                        null),
                arguments(
                        MAIN + "server: { cors: { origins: https://a.example/chat } }",
                        "2:28",
                        "server.cors.origins",
                        "no origin",
                        "https://a.example"),
                arguments(MAIN + "auth: keys", "2:7", "auth", "no tenants", null),
                arguments(MAIN + "tenants: { acme: {} }", "2:12", "tenants.acme", "frond keys new acme", null),
                arguments(
                        MAIN + "tenants: { acme: { keys: [{ name: a, hash: secret }] } }",
                        "2:44",
                        "tenants.acme.keys[0].hash",
                        "64 hex digits",
                        null),
                arguments(
                        MAIN + "tenants: { a: { keys: [{ name: a, hash: \"" + digest + "\" }, { name: b, hash: \""
                                + digest + "\" }] } }",
                        "2:135",
                        "tenants.a.keys[1].hash",
                        "taken",
                        null),
                arguments(
                        MAIN + "routes: { a: { to: main, when: { match: \"(\" } } }",
                        "2:41",
                        "routes.a.when.match",
                        "not a regular expression",
                        null),
                arguments(
                        MAIN + "routes: { a: { to: main, when: {} } }", "2:26", "routes.a.when", "holds no rule", null),
                arguments(
                        MAIN + "knowledge: { k: { source: ./gone } }",
                        "2:27",
                        "knowledge.k.source",
                        "there is no folder /tmp/gone",
                        null),
                arguments(
                        MAIN + "knowledge: { k: { source: ., chunk: { tokens: 100, overlap: 80 } } }",
                        "2:61",
                        "knowledge.k.chunk.overlap",
                        "half",
                        null),
                arguments(
                        MAIN + "knowledge: { k: { source: ., on_stale: skip } }",
                        "2:40",
                        "knowledge.k.on_stale",
                        "needs max_age",
                        null),
                arguments(
                        MAIN + "knowledge: { k: { source: ., acl: { team: tag.team } } }",
                        "2:43",
                        "knowledge.k.acl.team",
                        "is not tenant, key.TAG",
                        null),
                arguments(
                        MAIN + "routes: { a: { to: main, examples_file: gone.txt } }",
                        "2:41",
                        "routes.a.examples_file",
                        "there is no file /tmp/gone.txt",
                        null),
                arguments(
                        main("url: http://a\n    endpoints: []"), "4:16", "backends.main.endpoints", "only one", null));
    }

    private static String main(String lines) {
        return "backends:\n  main:\n    " + lines + "\n";
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsNamedAtItsPlace(String yaml, String place, String path, String words, String meant) {
        List<Fault> faults = Given.faults(Path.of("/tmp"), yaml);

        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.line() + ":" + fault.column()).isEqualTo(place);
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.problem()).contains(words);
            assertThat(fault.meant()).isEqualTo(meant);
        });
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeIsOneFault(String yaml) {
        // a misspelt key is missing under its right name too
        assertThat(Given.faults(Path.of("/tmp"), yaml)).hasSizeLessThanOrEqualTo(yaml.contains("ulr") ? 2 : 1);
    }

    @Test
    void thereAreAtLeastThirtyOfThem() {
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(30);
    }
}
