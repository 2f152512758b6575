package io.frond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final String THREE_LINES = "backends:\n  main:\n    url: http://localhost:11434/v1\n";
    private static final String FIFTEEN_LINES = """
            backends:
              legal-ft:
                url: http://gpu-1:8000/v1
                kind: fine-tuned
              general:
                url: https://api.openai.com/v1
                key: ${OPENAI_API_KEY}
                model: gpt-4o-mini
            knowledge:
              policies:
                source: ./kb/policies
            routes:
              contracts: { to: legal-ft, examples: ["Redraft this clause", "Is this indemnity mutual?"] }
              policy: { to: general, with: policies, examples: ["How long may I return goods?", "Who approves travel?"] }
            default: policy
            """;

    @TempDir
    Path folder;

    @Test
    void endpointsHaveWeightsTiersAndZones() {
        Config config = Given.config("""
                server: { zone: east }
                backends:
                  main:
                    balance: round-robin
                    sticky: off
                    slow_start: 0s
                    prefix: 8KiB
                    endpoints:
                      - { url: http://a, weight: 3, zone: east }
                      - { url: http://b, priority: 1, zone: west }
                  other: { url: http://c, sticky: { header: X-Chat } }
                """);

        BackendConfig main = Given.the("main", config.backends());
        assertThat(main.balance()).isEqualTo(new BalanceConfig("round-robin", 8 << 10, Duration.ZERO, null));
        assertThat(main.endpoints())
                .containsExactly(
                        new BackendConfig.Endpoint(URI.create("http://a"), null, 3, 0, true),
                        new BackendConfig.Endpoint(URI.create("http://b"), null, 1, 1, false));
        BackendConfig other = Given.the("other", config.backends());
        assertThat(other.balance().sticky()).isEqualTo(new BalanceConfig.Sticky("x-chat"));
    }

    @Test
    void whatIsFoundOutAboutEndpointsIsOffUntilAskedFor() {
        Config config = Given.config("""
                backends:
                  plain: { url: http://a }
                  usual: { url: http://b, discover: a, health: {}, hints: {} }
                  other:
                    url: http://c
                    discover: _http._tcp
                    health: { path: /v1/models, every: 1m, timeout: 1s, unhealthy_after: 5, healthy_after: 2 }
                    hints: { path: "/load?format=prometheus", every: 1s }
                """);
        assertThat(Given.the("plain", config.backends()).watch()).isEqualTo(WatchConfig.NONE);
        assertThat(Given.the("usual", config.backends()).watch())
                .isEqualTo(new WatchConfig(
                        "a",
                        new WatchConfig.Health("/health", Duration.ofSeconds(10), Duration.ofSeconds(2), 3, 1),
                        new WatchConfig.Hints("/metrics", Duration.ofSeconds(5))));
        assertThat(Given.the("other", config.backends()).watch())
                .isEqualTo(new WatchConfig(
                        "_http._tcp",
                        new WatchConfig.Health("/v1/models", Duration.ofMinutes(1), Duration.ofSeconds(1), 5, 2),
                        new WatchConfig.Hints("/load?format=prometheus", Duration.ofSeconds(1))));
    }

    @Test
    void threeLinesAreEnoughAndGiveTheDefaults() {
        Config config = Given.config(THREE_LINES);

        BackendConfig main = Given.the("main", config.backends());
        assertThat(main.endpoints())
                .containsExactly(new BackendConfig.Endpoint(URI.create("http://localhost:11434/v1"), null));
        assertThat(main.balance())
                .isEqualTo(new BalanceConfig(
                        "p2c", 4 << 10, Duration.ofSeconds(30), new BalanceConfig.Sticky("x-session-id")));
        assertThat(main.timeout())
                .isEqualTo(new BackendConfig.Timeout(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10)));
        assertThat(main.breaker())
                .isEqualTo(
                        new BackendConfig.Breaker(0.5, 5, Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3, false));
        assertThat(main.retry()).isEqualTo(new BackendConfig.Retry(2, 0.2));
        assertThat(config.server().listen()).isEqualTo(new HostPort("127.0.0.1", 8080));
        assertThat(config.server().admin()).isEqualTo(new HostPort("127.0.0.1", 8081));
        assertThat(config.server().bodyLimit()).isEqualTo(32 << 20);
        assertThat(config.server().open()).isFalse();
        assertThat(config.classify())
                .isEqualTo(new ClassifyConfig(List.of("auto"), "builtin", 0.08, Duration.ofMillis(50)));
        assertThat(config.cache())
                .isEqualTo(new CacheConfig(
                        true,
                        "memory",
                        Duration.ofHours(1),
                        256 << 20,
                        null,
                        CacheConfig.Idempotency.USUAL,
                        CacheConfig.Semantic.USUAL));
        assertThat(config.defaultRoute()).isEmpty();
        assertThat(config.tenants()).isEmpty();
    }

    @Test
    void theLimitsOfAnEndpointAndThePriorityOfARouteAreRead() {
        var config = Given.config("""
                backends:
                  main:
                    url: http://a/v1
                    limits: { inflight: 8, adaptive: on, queue: 0, wait: 2s, rpm: 3k, tpm: 2M }
                  usual: { url: http://b/v1 }
                routes:
                  chat: { to: main }
                  nightly: { to: main, priority: batch }
                default: chat
                """);
        assertThat(Given.the("main", config.backends()).limits())
                .isEqualTo(new BackendConfig.Cap(8, true, 0, Duration.ofSeconds(2), 3_000, 2_000_000, Limits.NONE));
        assertThat(Given.the("usual", config.backends()).limits())
                .isEqualTo(new BackendConfig.Cap(256, false, null, Duration.ofSeconds(10), null, null, Limits.NONE));
        assertThat(Given.the("nightly", config.routes()).batch()).isTrue();
        assertThat(Given.the("chat", config.routes()).batch()).isFalse();
    }

    @Test
    void backendsNameThoseThatAnswerInTheirPlaceEvenBeforeTheyAreDescribed() {
        Config config = Given.config("""
                backends:
                  small: { url: http://a/v1, fallback: [large, other], retry: { hedge: on, longest_wait: 2s }, can: { prefill: true, prefill_by: vllm } }
                  large: { url: http://b/v1, can: { context: 128k, vision: false }, timeout: { total: 5m } }
                  other: { url: http://c/v1, timeout: { request: 10s } }
                routes:
                  plain: { to: small }
                  strict: { to: small, fallback: [] }
                  own: { to: small, fallback: other, rescue: continue }
                default: plain
                """);

        assertThat(Given.the("small", config.backends()).fallback()).containsExactly("large", "other");
        assertThat(Given.the("small", config.backends()).retry())
                .isEqualTo(new BackendConfig.Retry(2, 0.2, Duration.ofSeconds(2), true));
        assertThat(Given.the("large", config.backends()).can())
                .isEqualTo(new Ability(128_000, true, false, true, true));
        assertThat(Given.the("large", config.backends()).timeout().request()).isEqualTo(Duration.ofMinutes(10));
        assertThat(Given.the("other", config.backends()).timeout().request()).isEqualTo(Duration.ofSeconds(10));
        assertThat(Given.the("other", config.backends()).can()).isEqualTo(Ability.ANY);
        assertThat(Given.the("plain", config.routes()).fallback()).isNull();
        assertThat(Given.the("strict", config.routes()).fallback()).isEmpty();
        assertThat(Given.the("own", config.routes()).fallback()).containsExactly("other");
        assertThat(Given.the("own", config.routes()).rescue()).isTrue();
        assertThat(Given.the("plain", config.routes()).rescue()).isFalse();
        assertThat(Given.the("small", config.backends()).can().continues()).isEqualTo(Ability.Continues.VLLM);
    }

    @Test
    void requestsSentAgainAreAnsweredWhetherOrNotTheCacheIsOn() {
        assertThat(Given.config(THREE_LINES + "cache: off\n").cache().idempotency())
                .isEqualTo(new CacheConfig.Idempotency(true, Duration.ofHours(24), 64 << 20));
        assertThat(Given.config(THREE_LINES + "cache: { idempotency: { ttl: 1h, size: 8MiB } }\n")
                        .cache()
                        .idempotency())
                .isEqualTo(new CacheConfig.Idempotency(true, Duration.ofHours(1), 8 << 20));
        assertThat(Given.config(THREE_LINES + "cache: { idempotency: off }\n")
                        .cache()
                        .idempotency()
                        .enabled())
                .isFalse();
    }

    @Test
    void fifteenLinesSayWhatFrondIsFor() throws IOException {
        Files.createDirectories(folder.resolve("kb/policies"));

        Config config = Given.reader().read(List.of(write("frond.yaml", FIFTEEN_LINES)));

        assertThat(Given.the("legal-ft", config.backends()).kind()).isEqualTo("fine-tuned");
        assertThat(Given.the("general", config.backends()).endpoints().get(0).key())
                .isEqualTo(new Secret("sk-from-the-environment"));
        assertThat(Given.the("policies", config.knowledge()).source())
                .isEqualTo(new SourceConfig.Folder(folder.resolve("kb/policies")));
        assertThat(config.routes()).containsOnlyKeys("contracts", "policy");
        assertThat(Given.the("policy", config.routes()).with()).isEqualTo("policies");
        assertThat(config.defaultRoute()).isEqualTo("policy");
    }

    @Test
    void aKnowledgeHasOneSource() {
        var head = "backends: { a: { url: http://a } }\nknowledge: { k: { source: ";
        assertThatThrownBy(() -> Given.config(head + "{ refresh: 1m } } }")).hasMessageContaining("needs urls");
        assertThatThrownBy(() -> Given.config(head + "{ urls: [http://a/b], sql: { url: x, query: y } } } }"))
                .hasMessageContaining("stands beside pages");
        assertThatThrownBy(() -> Given.config(head + "{ urls: [\"ftp://a/b\"] } } }"))
                .hasMessageContaining("does not begin with http");
        assertThatThrownBy(() -> Given.config(head + "{ sql: { url: x, query: y, cursor: \"a; b\" } } } }"))
                .hasMessageContaining("not the name of a column");
        assertThatThrownBy(() -> Given.config(head + "} }")).hasMessageContaining("source");
    }

    @Test
    void theAnnotatedExampleIsAccepted() throws IOException {
        Files.createDirectories(folder.resolve("demo/policies"));
        Files.createDirectories(folder.resolve("routes"));
        Path example = Files.copy(Path.of("conf/frond.yaml"), folder.resolve("frond.yaml"));
        Path unused = Files.copy(Path.of("conf/routes/travel.txt"), folder.resolve("routes/travel.txt"));

        Config config = Given.reader().read(List.of(example));

        assertThat(Given.the("travel", config.routes()).examples()).hasSize(4).noneMatch(line -> line.startsWith("#"));
        assertThat(Given.the("code", config.routes()).when())
                .isEqualTo(new RouteConfig.When(
                        "code-*", true, java.util.Map.of("x-team", "platform*"), "(?i)stack ?trace"));
        assertThat(Given.the("legal-ft", config.backends()).endpoints())
                .extracting(BackendConfig.Endpoint::key)
                .containsOnlyNulls();
        assertThat(Given.the("legal-ft", config.backends()).limits().inflight()).isEqualTo(64);
        assertThat(Given.the("acme", config.tenants()).limits().amounts())
                .containsEntry(Limits.Kind.RPM, 600L)
                .containsEntry(Limits.Kind.CONCURRENT, 32L);
        assertThat(Given.the("acme", config.tenants()).chooses()).isTrue();
        assertThat(config.cache().maxTemperature()).isEqualTo(0.3);
        assertThat(config.classify().models()).containsExactly("auto", "gpt-4o");
    }

    @Test
    void noFileAtAllNeedsTheAddressOnly() {
        Config config = Given.reader().ofBackend("http://localhost:11434/v1/", "k-${x}");

        assertThat(Given.the("main", config.backends()).endpoints())
                .containsExactly(
                        new BackendConfig.Endpoint(URI.create("http://localhost:11434/v1"), new Secret("k-${x}")));
        assertThat(Given.the("main", Given.reader().ofBackend("http://a", "").backends())
                        .endpoints()
                        .get(0)
                        .key())
                .isNull();
        assertThatThrownBy(() -> Given.reader().ofBackend("localhost:11434/v1", null))
                .hasMessageContaining("the backend's URL")
                .hasMessageContaining("Did you mean \"http://localhost:11434/v1\"?");
    }

    @Test
    void filesMergeAndMustNotContradict() throws IOException {
        Path first = write("a.yaml", THREE_LINES);
        Path second = write("b.yaml", "backends:\n  spare:\n    url: http://b/v1\nlog: { level: debug }\n");
        Path third = write("c.yaml", "backends:\n  main:\n    url: http://other/v1\nlog: { levle: info }\n");

        Config both = Given.reader().read(List.of(first, second));
        assertThat(both.backends()).containsOnlyKeys("main", "spare");
        assertThat(both.log().level()).isEqualTo("debug");

        assertThatThrownBy(() -> Given.reader().read(List.of(first, third)))
                .hasMessageContaining(third + ":3:5 backends.main.url: is set in two files, first at " + first + ":3:5")
                .hasMessageContaining("Did you mean \"level\"?");
    }

    @Test
    void faultsOfSeveralFilesComeTogether() throws IOException {
        Path torn = write("torn.yaml", "a: [1");
        Path latin = folder.resolve("latin.yaml");
        Path unused = Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xe9});
        Path large = write("large.yaml", "#".repeat(1 << 20) + "\n");

        assertThatThrownBy(() -> Given.reader().read(List.of(torn, latin, large, folder.resolve("gone.yaml"))))
                .hasMessageContaining(torn + ":1:6 the [ ] list is not closed")
                .hasMessageContaining(latin + ":1:1 is not UTF-8 text")
                .hasMessageContaining(large + ":1:1 is larger than 1 MiB")
                .hasMessageContaining("gone.yaml:1:1 does not exist")
                .hasMessageContaining("4 faults.");
    }

    @Test
    void theOnlyRouteIsTheDefault() {
        assertThat(Given.config(THREE_LINES + "routes: { one: { to: main } }").defaultRoute())
                .isEqualTo("one");
    }

    @Test
    void otherMachinesAreServedWithTenantsOrWhenToldTo() {
        String anywhere = THREE_LINES + "server: { listen: 0.0.0.0:8080 }\n";
        String tenant = "tenants: { a: { keys: [{ name: k, hash: \"sha256:" + "0A".repeat(32) + "\" }] } }";

        assertThat(Given.config(anywhere + "auth: open").server().open()).isTrue();
        assertThat(Given.the("a", Given.config(anywhere + tenant).tenants()).keys())
                .containsExactly(new TenantConfig.Key("k", "0a".repeat(32)));
        assertThat(Given.faults(anywhere + "tenants: {}")).isNotEmpty();
        assertThat(Given.faults(anywhere + tenant + "\nauth: open")).hasSize(1);
        assertThat(Given.faults(anywhere.replace("0.0.0.0", "127.0.0.1.example.org")))
                .hasSize(1);
        assertThat(Given.config(anywhere.replace("0.0.0.0", "\"[::1]\"").replace("\":8080", ":8080\""))
                        .server()
                        .listen())
                .isEqualTo(new HostPort("::1", 8080))
                .hasToString("[::1]:8080");
    }

    @Test
    void anEndpointsOwnKeyGoesBeforeTheBackends() {
        String yaml = "backends: { a: { key: shared, endpoints: [{ url: http://a, key: own }, { url: http://b }] } }";

        assertThat(Given.the("a", Given.config(yaml).backends()).endpoints())
                .extracting(BackendConfig.Endpoint::key)
                .containsExactly(new Secret("own"), new Secret("shared"));
        assertThat(Given.faults("backends: { a: { endpoints: [] } }")).hasSize(1);
    }

    @Test
    void aTenantsRoutesCannotBecomeAllOfThemByAccident() {
        String tenant = THREE_LINES + "routes: { r: { to: main } }\ntenants: { a: { keys: [{ name: k, hash: \"sha256:"
                + "0a".repeat(32) + "\" }], routes: ";

        assertThat(Given.the("a", Given.config(tenant + "[r] } }").tenants()).routes())
                .containsExactly("r");
        assertThat(Given.faults(tenant + "[] } }")).hasSize(1);
        assertThat(Given.faults(tenant + "[\"${EMPTY}\"] } }")).isNotEmpty();
        assertThat(Given.faults(tenant + "\"${EMPTY}\" } }")).hasSize(1);
    }

    @Test
    void filesThatBeginWithAByteOrderMarkMeanWhatTheyShow() throws Exception {
        Files.writeString(folder.resolve("examples.txt"), "\uFEFF# ours\nHow long?\n");
        Files.writeString(folder.resolve("key"), "\uFEFFabc\n");
        Path file = Files.writeString(folder.resolve("frond.yaml"), """
                \uFEFFbackends: { a: { url: http://a, key: "${file:key}" } }\r
                routes: { r: { to: a, examples_file: examples.txt } }\r
                """);

        Config config = Given.reader().read(List.of(file));
        assertThat(Given.the("r", config.routes()).examples()).containsExactly("How long?");
        assertThat(Given.the("a", config.backends()).endpoints().get(0).key()).isEqualTo(new Secret("abc"));
    }

    @Test
    void withATokenTheAdminAddressMayBePublic() {
        var server = Given.config(
                        THREE_LINES
                                + "server: { admin: 0.0.0.0:8081, admin_token: long-enough-to-be-one, admin_hosts: [A.example] }")
                .server();

        assertThat(server.admin().loopback()).isFalse();
        assertThat(server.access().hosts()).containsExactly("a.example");
        assertThat(server.toString()).doesNotContain("long-enough");
    }

    @Test
    void whatItComesToIsToldInTheWordsOfTheFile() {
        var effective =
                Given.config(THREE_LINES + "server: { drain: 90s }\ncache: off").effective();
        var shown = effective.shown();

        assertThat(shown.getJsonObject("server").getString("drain")).isEqualTo("90s");
        assertThat(shown.getString("cache")).isEqualTo("off");
        assertThat(shown.getJsonObject("backends")
                        .getJsonObject("main")
                        .getJsonObject("retry")
                        .getInteger("attempts"))
                .as("a default")
                .isEqualTo(2);
        assertThat(Given.config(THREE_LINES + "server: { drain: 1500ms }")
                        .effective()
                        .changes(effective))
                .contains(new Effective.Change("server.drain", "1500ms", "90s"));
        assertThat(effective.changes(effective)).isEmpty();
    }

    @Test
    void offIsAlsoWrittenFalse() {
        assertThat(Given.config(THREE_LINES + "cache: off").cache().enabled()).isFalse();
        assertThat(Given.config(THREE_LINES + "cache: false").cache().enabled()).isFalse();
        assertThat(Given.config(THREE_LINES + "classify: { embed: false }")
                        .classify()
                        .embed())
                .isEqualTo("off");
        assertThat(Given.config(THREE_LINES + "cache:").cache().enabled()).isTrue();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
