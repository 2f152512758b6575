package io.frond.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.frond.model.Credential;
import io.frond.model.Limits;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.testing.SampleConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredTenantsTest {
    private final Tenants tenants = ConfiguredTenants.of(new SampleConfig()
            .backend("legal-ft", "redraft")
            .backend("general", "gpt-4o", "*")
            .route("contracts", "legal-ft")
            .route("policy", "general")
            .tenant("acme", "demo-acme", List.of(), Limits.NONE)
            .tenant("globex", "demo-globex", List.of("policy"), Limits.NONE)
            .build());

    @Test
    void aKeyStandsForItsTenantAndIsNamedNeverShown() {
        var acme = tenants.identify(Credential.of("demo-acme"));

        assertThat(acme.name()).isEqualTo("acme");
        assertThat(acme.key()).isEqualTo("web");
        assertThat(acme.toString()).doesNotContain("demo-acme");
    }

    @Test
    void withoutARestrictionATenantHasAllRoutesAndBackends() {
        var acme = tenants.identify(Credential.of("demo-acme"));

        assertThat(acme.routes()).containsExactly("contracts", "policy");
        assertThat(acme.backends()).containsExactly("legal-ft", "general");
    }

    @Test
    void aTenantHeldToSomeRoutesMayOnlyNameTheBackendsTheyLeadTo() {
        var globex = tenants.identify(Credential.of("demo-globex"));

        assertThat(globex.routes()).containsExactly("policy");
        assertThat(globex.backends()).containsExactly("general");
    }

    @Test
    void aTenantMayWriteAutoItsRoutesItsBackendsAndTheirFurtherNames() {
        assertThat(tenants.identify(Credential.of("demo-acme")).models())
                .containsExactly("auto", "contracts", "policy", "legal-ft", "general", "redraft", "gpt-4o");
    }

    @Test
    void theFurtherNamesOfABackendOutOfReachAreNotListed() {
        assertThat(tenants.identify(Credential.of("demo-globex")).models())
                .containsExactly("auto", "policy", "general", "gpt-4o");
    }

    @Test
    void whereThereIsNothingToChooseAutoIsNoModelAndTheStarNever() {
        var open = ConfiguredTenants.of(
                new SampleConfig().backend("main", "llama", "*").build());

        assertThat(open.identify(Credential.NONE).models()).containsExactly("main", "llama");
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
        var open = ConfiguredTenants.of(new SampleConfig()
                .backend("main")
                .backend("other")
                .route("talk", "main")
                .build());

        var stranger = open.identify(Credential.NONE);

        assertThat(stranger.name()).isEqualTo("default");
        assertThat(stranger.routes()).containsExactly("talk");
        assertThat(stranger.backends()).containsExactly("main", "other");
        assertThat(stranger.mayChoose()).isTrue();
        assertThat(open.identify(Credential.of("anything"))).isEqualTo(stranger);
    }

    private Refused refusal(Credential credential) {
        return catchThrowableOfType(Refused.class, () -> tenants.identify(credential));
    }
}
