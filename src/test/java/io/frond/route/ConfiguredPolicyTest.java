package io.frond.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.config.Config;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import io.frond.testing.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredPolicyTest {
    private static final Config CONFIG = Given.config(
            List.of(Given.backend("general"), Given.backend("legal-ft")),
            List.of(
                    Given.with(Given.route("policy", "general"), "policies"),
                    Given.route("contracts", "legal-ft"),
                    Given.route("general", "legal-ft")));
    private static final Tenant TENANT =
            new Tenant("acme", "k", List.of("policy", "contracts"), List.of("general", "legal-ft"), true);
    private final Policy policy = ConfiguredPolicy.of(CONFIG);

    @Test
    void aRouteWithoutKnowledgeGoesStraightToItsBackend() {
        var route = policy.decide(TENANT, verdict(true, 0.1, 0.9));

        assertThat(route)
                .isEqualTo(new Route.Direct(
                        "contracts", "legal-ft", List.of("best contracts 0.90, second policy 0.10, by linear", "e")));
    }

    @Test
    void aRouteWithKnowledgeRetrievesFirst() {
        var route = policy.decide(TENANT, verdict(true, 0.93, 0.05));

        assertThat(route)
                .isEqualTo(new Route.Retrieve(
                        "policy",
                        "general",
                        "policies",
                        List.of("best policy 0.93, second contracts 0.05, by linear", "e")));
    }

    @Test
    void anUnsureVerdictTakesTheDefaultRouteAndSaysSo() {
        var route = policy.decide(TENANT, verdict(false, 0.38, 0.41));

        assertThat(route.name()).isEqualTo("policy");
        assertThat(route.reasons())
                .containsExactly(
                        "unsure: best contracts 0.41, second policy 0.38, margin 0.03 < 0.08; default route", "e");
    }

    @Test
    void unsureForAnotherReasonThanTheMarginDoesNotBlameTheMargin() {
        assertThat(policy.decide(TENANT, verdict(false, 0.3, 0.05)).reasons())
                .containsExactly("unsure: best policy 0.30, second contracts 0.05; default route", "e");
    }

    @Test
    void aTenantWithoutTheDefaultRouteTakesItsFirst() {
        var other = new Tenant("globex", "k", List.of("contracts"), List.of("legal-ft"), true);

        assertThat(policy.decide(other, new Verdict(List.of(), "default", false, List.of())))
                .isEqualTo(new Route.Direct(
                        "contracts", "legal-ft", List.of("unsure: no stage has an opinion; default route")));
    }

    @Test
    void aNamedBackendIsTakenDirectlyEvenWhereAnothersRouteHasItsName() {
        assertThat(policy.decide(TENANT, Verdict.certain("legal-ft", "rules", "the model names backend legal-ft")))
                .isEqualTo(new Route.Direct("legal-ft", "legal-ft", List.of("the model names backend legal-ft")));
        assertThat(policy.decide(TENANT, Verdict.certain("general", "rules", "why"))
                        .backend())
                .isEqualTo("general");
    }

    @Test
    void aRuleGivesItsOwnReasonAndNoProbability() {
        assertThat(policy.decide(TENANT, Verdict.certain("policy", "rules", "rule of route policy: brings tools"))
                        .reasons())
                .containsExactly("rule of route policy: brings tools");
    }

    @Test
    void aSureVerdictAboutNothingIsNotFollowed() {
        assertThat(policy.decide(TENANT, new Verdict(List.of(), "linear", true, List.of()))
                        .name())
                .isEqualTo("policy");
    }

    @Test
    void theSameVerdictGivesTheSameRoute() {
        assertThat(policy.decide(TENANT, verdict(true, 0.6, 0.4)))
                .isEqualTo(ConfiguredPolicy.of(CONFIG).decide(TENANT, verdict(true, 0.6, 0.4)));
    }

    @Test
    void anUnsureVerdictForATenantWithoutRoutesIsABug() {
        var nobody = new Tenant("t", "k", List.of(), List.of("general"), true);

        assertThatThrownBy(() -> policy.decide(nobody, new Verdict(List.of(), "default", false, List.of())))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Verdict verdict(boolean sure, double policy, double contracts) {
        var one = new Candidate("policy", policy);
        var other = new Candidate("contracts", contracts);
        return new Verdict(
                policy > contracts ? List.of(one, other) : List.of(other, one), "linear", sure, List.of("e"));
    }
}
