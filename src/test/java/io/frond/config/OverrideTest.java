package io.frond.config;

import static io.frond.config.Given.the;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant's override says is laid over the top level, and read as strictly. */
class OverrideTest {
    private static final String TOP = """
            backends: { general: { url: http://a }, tuned: { url: http://b, models: [gpt-tuned] } }
            knowledge: { policies: { source: ., search: { top_k: 3 } } }
            routes:
              policy: { to: general, with: policies, examples: [How long?, Who decides?], limits: { rpm: 9 } }
              clauses: { to: tuned, examples: [Redraft this] }
            default: policy
            cache: { ttl: 2h, size: 32MiB }
            tenants:
              acme: { keys: [{ name: a, hash: "sha256:%s" }] }
              globex:
                keys: [{ name: b, hash: "sha256:%s" }]
            """.formatted("a".repeat(64), "b".repeat(64));

    @TempDir
    Path folder;

    @Test
    void whatItSaysHoldsForThatTenantAndWhatItDoesNotSayIsEverybodys() {
        var config = config("override: { routes: { policy: { to: tuned } }, default: clauses, cache: { ttl: 1m } }");
        var own = config.of("globex");

        assertThat(the("policy", own.routes()).to()).isEqualTo("tuned");
        assertThat(the("policy", own.routes()).with()).isEqualTo("policies");
        assertThat(the("policy", own.routes()).examples()).containsExactly("How long?", "Who decides?");
        assertThat(own.defaultRoute()).isEqualTo("clauses");
        assertThat(own.cache().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(own.cache().size()).isEqualTo(32 << 20);
        assertThat(the("clauses", own.routes())).isSameAs(the("clauses", config.routes()));
        assertThat(own.knowledge()).isEqualTo(config.knowledge());
        assertThat(own.classify()).isEqualTo(config.classify());
        assertThat(config.of("acme")).isSameAs(config);
        assertThat(the("policy", config.routes()).to()).isEqualTo("general");
    }

    @Test
    void listsAndSingleValuesReplaceAndOffTurnsOff() {
        var own = config("override: { routes: { policy: { examples: [May I?] } }, cache: off }")
                .of("globex");

        assertThat(the("policy", own.routes()).examples()).containsExactly("May I?");
        assertThat(own.cache().enabled()).isFalse();
    }

    @Test
    void nullTakesAwayWhatTheTopLevelSaysAndAKeyThatIsNotThereIsStillAMistake() {
        var own = config(
                        "override: { routes: { policy: { with: null, examples: ~ }, clauses: null }, cache: { ttl: null } }")
                .of("globex");

        assertThat(own.routes()).containsOnlyKeys("policy");
        assertThat(the("policy", own.routes()).with()).isNull();
        assertThat(own.cache().ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(own.cache().size()).isEqualTo(32 << 20);
        assertThat(faults("override: { rotues: null }")).isNotEmpty();
    }

    @Test
    void aBlockWithNothingInItChangesNothing() {
        var config = config("override: { cache: , routes: { policy: } }");

        assertThat(config.of("globex").cache()).isEqualTo(config.cache());
        assertThat(config.of("globex").routes()).isEqualTo(config.routes());
        assertThat(config.of("globex").version()).isEqualTo(config.version());
    }

    @Test
    void itsOwnCollectionsAndThoseThatItChangesAreItsAlone() {
        var config = config("override: { knowledge: { handbook: { source: . }, policies: { search: { top_k: 9 } } },"
                + " routes: { manual: { to: general, with: handbook } } }");
        var own = config.of("globex");

        assertThat(own.knowledge()).containsOnlyKeys("globex/policies", "globex/handbook");
        assertThat(the("globex/policies", own.knowledge()).search().topK()).isEqualTo(9);
        assertThat(the("policy", own.routes()).with()).isEqualTo("globex/policies");
        assertThat(the("manual", own.routes()).with()).isEqualTo("globex/handbook");
        assertThat(config.knowledge()).containsOnlyKeys("policies");
        assertThat(config.collections()).containsOnlyKeys("policies", "globex/policies", "globex/handbook");
    }

    @Test
    void itsTenantMayBeHeldToRoutesThatOnlyItHas() {
        var config = config("override: { routes: { manual: { to: general } } }\n    routes: [manual]");

        assertThat(the("globex", config.tenants()).routes()).containsExactly("manual");
        assertThat(faults("routes: [manual]")).extracting(Fault::problem).contains("no route is named \"manual\"");
    }

    @Test
    void aChangeOfItIsAnotherVersionForThatTenantOnly() {
        var before = config("override: { routes: { policy: { to: tuned } } }");
        var after = config("override: { classify: { min_margin: 0.5 } }");

        assertThat(before.of("globex").version())
                .isNotEqualTo(before.version())
                .isNotEqualTo(after.of("globex").version());
        assertThat(after.of("globex").version()).isNotEqualTo(after.version());
        assertThat(after.of("acme").version()).isEqualTo(before.of("acme").version());
    }

    @Test
    void aKnowledgeThatIsNowhereIsToldWhereItIsNamed() {
        assertThat(faults("override:\n      routes:\n        policy: { with: globex-policies }"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.path()).isEqualTo("tenants.globex.override.routes.policy.with");
                    assertThat(fault.problem()).isEqualTo("no knowledge is named \"globex-policies\"");
                    assertThat(fault.line()).isEqualTo(14);
                    assertThat(fault.column()).isEqualTo(25);
                    assertThat(fault.excerpt()).contains("policy: { with: globex-policies }");
                });
    }

    @Test
    void aValueOfTheTopLevelThatNoLongerFitsIsToldWhereItStands() {
        var yaml = TOP.replace("clauses: { to: tuned,", "clauses: { to: tuned, fallback: [general],")
                + "    override: { routes: { clauses: { to: general } } }\n";

        assertThat(Given.faults(folder, yaml)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(5);
            assertThat(fault.path()).isEqualTo("tenants.globex.override.routes.clauses.fallback");
            assertThat(fault.problem()).contains("names the backend itself, general");
        });
    }

    @Test
    void aFaultOfTheTopLevelIsToldOnce() {
        var yaml = TOP.replace("with: policies", "with: policy, wiht: x") + "    override: { cache: off }\n";

        assertThat(Given.faults(folder, yaml))
                .extracting(Fault::path)
                .containsExactlyInAnyOrder("routes.policy.with", "routes.policy.wiht");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"server", "backends", "redis", "limits", "tenants", "log", "usage", "keys", "jwt", "auth", "x"})
    void whatHoldsForAllCannotStandInIt(String key) {
        assertThat(faults("override: { " + key + ": {} }")).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("tenants.globex.override." + key);
            assertThat(fault.column()).isEqualTo(17);
            assertThat(fault.problem())
                    .isEqualTo("cannot stand in an override, which holds what differs for one tenant:"
                            + " routes, default, knowledge, classify, cache");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { rotues: {} }                                        | rotues                 | Did you mean "routes"?
            { routes: { policy: { wiht: policies } } }            | routes.policy.wiht     | Did you mean "with"?
            { routes: { more: {} } }                              | routes.more            | needs to
            { routes: { general: { to: general } } }              | routes.general         | is taken
            { default: polcy }                                    | default                | Did you mean "policy"?
            { classify: { models: [gpt-tuned] } }                 | classify.models[0]     | is taken
            { classify: { min_margin: 2 } }                       | classify.min_margin    | 2
            { cache: { size: 64MiB } }                            | cache.size             | cannot differ per tenant
            { cache: { store: redis } }                           | cache.store            | no redis block
            { routes: { policy: { limits: { rpm: 10 } } } }       | routes.policy.limits   | cannot differ per tenant
            { knowledge: { k: {} } }                              | knowledge.k            | needs source
            """)
    void mistakesInItAreToldAsAnywhereElse(String override, String path, String said) {
        assertThat(faults("override: " + override)).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("tenants.globex.override." + path);
            assertThat(fault.line()).isEqualTo(12);
            assertThat(fault.toString()).contains(said);
        });
    }

    @Test
    void itMustBeABlock() {
        assertThat(faults("override: off")).singleElement().satisfies(fault -> assertThat(fault.problem())
                .contains("must be a block of keys"));
    }

    @Test
    void theEffectiveConfigurationTellsOfItWhatItSays() {
        var told = config("override: { routes: { policy: { with: policies }, more: { to: tuned } }, cache: off }")
                .effective()
                .shown()
                .getJsonObject("tenants");
        var own = told.getJsonObject("globex").getJsonObject("override");

        assertThat(told.getJsonObject("acme").containsKey("override")).isFalse();
        assertThat(own.fieldNames()).containsExactlyInAnyOrder("routes", "cache");
        assertThat(own.getString("cache")).isEqualTo("off");
        assertThat(own.getJsonObject("routes").getJsonObject("policy").getMap())
                .containsOnlyKeys("with")
                .containsEntry("with", "policies");
        assertThat(own.getJsonObject("routes").getJsonObject("more").getString("rescue"))
                .isEqualTo("off");
    }

    @Test
    void aVariableAndAPathInItBeginAtTheFileThatItStandsIn() throws IOException {
        var other = folder.resolve("other");
        Path unused = Files.createDirectories(other.resolve("kb"));
        var first = Files.writeString(folder.resolve("a.yaml"), TOP);
        var second = Files.writeString(
                other.resolve("b.yaml"),
                "tenants: { globex: { override: { knowledge: { own: { source: ./kb } } } } }\n");

        var config = Given.reader().read(List.of(first, second));

        assertThat(the("globex/own", config.of("globex").knowledge()).source())
                .isEqualTo(new SourceConfig.Folder(
                        other.resolve("kb").toAbsolutePath().normalize()));
    }

    private Config config(String own) {
        return Given.reader().parse("frond.yaml", folder, TOP + "    " + own + "\n");
    }

    private List<Fault> faults(String own) {
        return Given.faults(folder, TOP + "    " + own + "\n");
    }
}
