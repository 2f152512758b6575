package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.Config;
import io.frond.config.TenantConfig;
import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Scope;
import io.frond.model.Tenant;
import io.frond.testing.FakeClock;
import io.frond.testing.SampleConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredTenantsTest {
    private final FakeClock clock = new FakeClock();
    private final Tenants tenants = of(new SampleConfig()
            .backend("legal-ft", "redraft")
            .backend("general", "gpt-4o", "*")
            .route("contracts", "legal-ft")
            .route("policy", "general")
            .tenant("acme", "demo-acme", List.of(), Limits.NONE)
            .tenant("globex", "demo-globex", List.of("policy"), Limits.NONE)
            .build());

    @Test
    void aKeyStandsForItsTenantAndIsNamedNeverShown() {
        var acme = known(tenants, "demo-acme");

        assertThat(acme.name()).isEqualTo("acme");
        assertThat(acme.key()).isEqualTo("web");
        assertThat(acme.toString()).doesNotContain("demo-acme");
    }

    @Test
    void withoutARestrictionATenantHasAllRoutesAndBackends() {
        var acme = known(tenants, "demo-acme");

        assertThat(acme.routes()).containsExactly("contracts", "policy");
        assertThat(acme.backends()).containsExactly("legal-ft", "general");
    }

    @Test
    void aTenantHeldToSomeRoutesMayOnlyNameTheBackendsTheyLeadTo() {
        var globex = known(tenants, "demo-globex");

        assertThat(globex.routes()).containsExactly("policy");
        assertThat(globex.backends()).containsExactly("general");
    }

    @Test
    void aTenantMayWriteAutoItsRoutesItsBackendsAndTheirFurtherNames() {
        assertThat(known(tenants, "demo-acme").models())
                .containsExactly("auto", "contracts", "policy", "legal-ft", "general", "redraft", "gpt-4o");
    }

    @Test
    void theFurtherNamesOfABackendOutOfReachAreNotListed() {
        assertThat(known(tenants, "demo-globex").models()).containsExactly("auto", "policy", "general", "gpt-4o");
    }

    @Test
    void whereThereIsNothingToChooseAutoIsNoModelAndTheStarNever() {
        var open = of(new SampleConfig().backend("main", "llama", "*").build());

        assertThat(open.identify(Credential.NONE).result().models()).containsExactly("main", "llama");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-acm", "demo-acme ", "DEMO-ACME", "x"})
    void anUnknownKeyIsRefusedWithoutBeingRepeated(String key) {
        var refused = refusal(Credential.of(key));

        assertThat(refused.reason()).isEqualTo(Reason.CALLER_AUTH);
        assertThat(refused.detail()).endsWith(".").doesNotContain(key + ".");
    }

    @Test
    void aMissingKeyIsRefusedAsMissing() {
        assertThat(refusal(Credential.NONE).detail()).contains("No API key").endsWith(".");
    }

    @Test
    void theDecoyOpensNothing() {
        assertThat(refusal(new Credential("0".repeat(64))).reason()).isEqualTo(Reason.CALLER_AUTH);
    }

    @Test
    void withoutATenantsBlockEverybodyIsTheDefaultTenant() {
        var open = of(new SampleConfig()
                .backend("main")
                .backend("other")
                .route("talk", "main")
                .build());

        var stranger = open.identify(Credential.NONE).result();

        assertThat(stranger.name()).isEqualTo("default");
        assertThat(stranger.routes()).containsExactly("talk");
        assertThat(stranger.backends()).containsExactly("main", "other");
        assertThat(stranger.mayChoose()).isTrue();
        assertThat(known(open, "anything")).isEqualTo(stranger);
    }

    @Test
    void aKeyEndsAtItsMomentAndItsSuccessorOfTheSameNameGoesOn() {
        var end = clock.now().plus(Duration.ofHours(1));
        var rotating = of(new SampleConfig()
                .backend("main")
                .tenant(keyed(key("web", "old", Scope.ALL, end), key("web", "new", Scope.ALL, null)))
                .build());

        assertThat(known(rotating, "old").key())
                .isEqualTo(known(rotating, "new").key())
                .isEqualTo("web");

        clock.advance(Duration.ofHours(1).minusNanos(1));
        assertThat(known(rotating, "old")).isNotNull();
        clock.advance(Duration.ofNanos(1));
        var refused = (Refused) rotating.identify(Credential.of("old")).cause();
        assertThat(refused.reason()).isEqualTo(Reason.CALLER_EXPIRED);
        assertThat(refused.detail()).contains("expired at 2026-01-01T01:00:00Z");
        assertThat(known(rotating, "new")).isNotNull();
    }

    @Test
    void aKeyHasTheScopesAndTagsThatItWasGivenAndTheModelsOfItsTenant() {
        var narrow = of(new SampleConfig()
                .backend("main", "gpt-4o", "gpt-4o-mini", "*")
                .tenant(new TenantConfig(
                        "acme",
                        List.of(key("web", "k", Set.of(Scope.CHAT), null)),
                        List.of(),
                        List.of("gpt-4*", "llama"),
                        true,
                        Limits.NONE,
                        null))
                .build());

        var tenant = known(narrow, "k");

        assertThat(tenant.grant().scopes()).containsExactly(Scope.CHAT);
        assertThat(tenant.grant().tags()).containsEntry("team", "search");
        assertThat(tenant.models()).containsExactly("gpt-4o", "gpt-4o-mini", "llama");
        assertThat(tenant.grant().names("gpt-4.1")).isTrue();
        assertThat(tenant.grant().names("main")).isFalse();
    }

    private static TenantConfig keyed(TenantConfig.Key... keys) {
        return new TenantConfig("acme", List.of(keys), List.of(), true, Limits.NONE);
    }

    private static TenantConfig.Key key(String name, String key, Set<Scope> scopes, @Nullable Instant expires) {
        return new TenantConfig.Key(
                name, Credential.of(key).digest(), scopes, expires, Map.of("team", "search"), Limits.NONE);
    }

    private Tenants of(Config config) {
        return ConfiguredTenants.of(config, Sources.none(clock));
    }

    private static Tenant known(Tenants tenants, String key) {
        return tenants.identify(Credential.of(key)).result();
    }

    private Refused refusal(Credential credential) {
        return (Refused) tenants.identify(credential).cause();
    }
}
