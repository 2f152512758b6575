package io.frond.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.ClassifyConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig.When;
import io.frond.model.Ask;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Wishes;
import io.frond.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest extends EveryClassifier {
    private static final ClassifyConfig CLASSIFY =
            new ClassifyConfig(List.of("auto", "gpt-4o"), "off", 0.08, Duration.ofMillis(20));
    private static final Config CONFIG = Given.config(
            CLASSIFY,
            List.of(
                    Given.backend("legal-ft", "legal-8b"),
                    Given.backend("general", "gpt-4o-mini", "*"),
                    Given.backend("hidden", "secret-model")),
            List.of(
                    Given.route("contracts", "legal-ft", "Redraft this clause"),
                    Given.route("policy", "general", "How long may I return goods?"),
                    Given.when(Given.route("code", "general"), new When("code-*", null, Map.of(), null)),
                    Given.when(Given.route("agents", "general"), new When(null, true, Map.of("x-team", "ops-*"), null)),
                    Given.when(
                            Given.route("tickets", "general"), new When(null, null, Map.of(), "(?i)ticket\\s+#\\d+"))));
    private static final List<String> ROUTES = List.of("contracts", "policy", "code", "agents", "tickets");
    private static final Tenant FULL = new Tenant("acme", "k", ROUTES, List.of("legal-ft", "general"), true);

    private final Rules rules = new Rules(CONFIG);

    @Override
    Classifier classifier() {
        return new Cascade(List.of(new Rules(Shop.CONFIG)));
    }

    /** The table "What model in a request means" of the architecture; {@code ?} stands for: go on and classify. */
    @ParameterizedTest(name = "{0}, asking for {1}: {2}")
    @CsvSource({
        // auto, or a name listed in classify.models
        "full,      auto,         ?",
        "full,      gpt-4o,       ?",
        "one-route, auto,         policy",
        "no-routes, auto,         general",
        "two-bare,  auto,         model_not_found",
        // a route's name
        "full,      contracts,    contracts",
        "full,      policy,       policy",
        "no-routes, contracts,    general",
        "two-bare,  contracts,    model_not_found",
        // a backend's name, or one of its models
        "full,      legal-ft,     legal-ft",
        "full,      legal-8b,     legal-ft",
        "full,      gpt-4o-mini,  general",
        "two-bare,  secret-model, hidden",
        // a name that a route's rule claims
        "full,      code-large,   code",
        "no-routes, code-large,   general",
        // anything else: the only backend, or the one that takes every name
        "full,      llama-3,      general",
        "full,      secret-model, general",
        "full,      hidden,       general",
        "full,      *,            general",
        "one-route, llama-3,      hidden",
        "two-bare,  llama-3,      model_not_found",
        "two-bare,  *,            model_not_found",
        "two-bare,  LEGAL-FT,     model_not_found",
    })
    void whatModelInARequestMeans(String who, String model, String expected) {
        var tenant =
                switch (who) {
                    case "full" -> FULL;
                    case "one-route" -> new Tenant("t", "k", List.of("policy"), List.of("hidden"), true);
                    case "no-routes" -> new Tenant("t", "k", List.of(), List.of("general"), true);
                    default -> new Tenant("t", "k", List.of(), List.of("legal-ft", "hidden"), true);
                };

        assertThat(outcome(tenant, Given.model(model))).isEqualTo(expected);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestThatTheTenantMayUse() {
        var tenant = new Tenant("t", "k", List.of("contracts", "policy"), List.of("legal-ft", "hidden"), true);

        var refused = refusal(tenant, Given.model("contract"));

        assertThat(refused.detail())
                .contains("'contract' does not exist or this key may not use it")
                .contains("Did you mean contracts?")
                .doesNotContain("code");
        assertThat(refused.param()).isEqualTo("model");
        assertThat(refused.reason().status()).isEqualTo(404);
    }

    @Test
    void theNamesOfOthersAreNotBetrayedByTheAnswer() {
        var tenant = new Tenant("t", "k", List.of("policy"), List.of("legal-ft", "general-2"), true);

        var others = refusal(tenant, Given.model("contracts")).detail().replace("contracts", "X");
        var nobodys = refusal(tenant, Given.model("contractz")).detail().replace("contractz", "X");

        assertThat(others).isEqualTo(nobodys);
    }

    @Test
    void aLongOrUnprintableNameIsShownShortAndPlain() {
        var tenant = new Tenant("t", "k", List.of(), List.of("legal-ft", "hidden"), true);

        var refused = refusal(tenant, Given.model("x\r\n\u001b" + "y".repeat(5_000)));

        assertThat(refused.detail()).hasSizeLessThan(300).doesNotContain("\r", "\n", "\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  policy,   auto,      policy",
        "true,  policy,   legal-ft,  policy",
        "true,  policy,   nonsense,  policy",
        "true,  legal-ft, auto,      model_not_found",
        "true,  polcy,    auto,      model_not_found",
        "true,  other,    auto,      model_not_found",
        "false, policy,   auto,      model_not_allowed",
        "false, polcy,    contracts, model_not_allowed",
    })
    void theHeaderChoosesARouteWhereTheTenantMay(boolean may, String header, String model, String expected) {
        var tenant = new Tenant("t", "k", List.of("contracts", "policy"), List.of("legal-ft", "general"), may);
        var wishes = new Wishes(header, false, false, false, null);

        assertThat(outcome(tenant, Given.ask(model, false, Map.of(), wishes, List.of("hi"))))
                .isEqualTo(expected);
    }

    @Test
    void aRefusedHeaderSaysWhatWouldBeRight() {
        var tenant = new Tenant("t", "k", List.of("contracts", "policy"), List.of("general"), true);
        var wishes = new Wishes("polcy", false, false, false, null);

        var refused = refusal(tenant, Given.ask("auto", false, Map.of(), wishes, List.of("hi")));

        assertThat(refused.detail()).contains("polcy").contains("contracts, policy");
        assertThat(refused.param()).isEqualTo("x-frond-route");
    }

    @Test
    void allThatARuleGivesMustHold() {
        assertThat(outcome(FULL, agent(true, Map.of("x-team", "ops-eu")))).isEqualTo("agents");
        assertThat(outcome(FULL, agent(false, Map.of("x-team", "ops-eu")))).isEqualTo("?");
        assertThat(outcome(FULL, agent(true, Map.of("x-team", "sales")))).isEqualTo("?");
        assertThat(outcome(FULL, agent(true, Map.of()))).isEqualTo("?");
    }

    @Test
    void anExpressionIsLookedForInTheLastUserMessage() {
        assertThat(outcome(FULL, Given.question("status of Ticket  #4711 please")))
                .isEqualTo("tickets");
        assertThat(outcome(FULL, Given.ask("auto", false, Map.of(), Wishes.NONE, List.of("ticket #1", "thanks"))))
                .isEqualTo("?");
    }

    @Test
    void rulesOfRoutesThatTheTenantLacksDoNotApply() {
        var tenant = new Tenant("t", "k", List.of("contracts", "policy"), List.of("general"), true);

        assertThat(outcome(tenant, Given.question("ticket #1"))).isEqualTo("?");
    }

    @Test
    void aNameIsNotOverruledByARule() {
        assertThat(outcome(FULL, Given.ask("contracts", false, Map.of(), Wishes.NONE, List.of("ticket #1"))))
                .isEqualTo("contracts");
        assertThat(outcome(FULL, Given.ask("legal-ft", false, Map.of(), Wishes.NONE, List.of("ticket #1"))))
                .isEqualTo("legal-ft");
    }

    @Test
    void evidenceNamesTheRuleAndNothingOfTheRequest() {
        var opinion = (Opinion.Settled)
                rules.consider(FULL, Given.question("TICKET #99 of Mr Quux")).result();

        assertThat(opinion.verdict().evidence())
                .containsExactly("rule of route tickets: text matches (?i)ticket\\s+#\\d+");
    }

    @Test
    void anEmptyRuleHoldsNever() {
        var config = Given.config(
                List.of(Given.backend("b")),
                List.of(
                        Given.when(Given.route("r", "b"), new When(null, null, Map.of(), null)),
                        Given.route("s", "b")));
        var tenant = new Tenant("t", "k", List.of("r", "s"), List.of("b"), true);

        assertThat(new Rules(config).consider(tenant, Given.question("x")).result())
                .isEqualTo(Opinion.Silent.EXPECTED);
    }

    private static Ask agent(boolean tools, Map<String, String> headers) {
        return Given.ask("auto", tools, headers, Wishes.NONE, List.of("do it"));
    }

    private String outcome(Tenant tenant, Ask ask) {
        var opinion = rules.consider(tenant, ask);
        if (opinion.failed()) {
            return String.valueOf(((Refused) opinion.cause()).reason().code());
        }
        return switch (opinion.result()) {
            case Opinion.Settled settled ->
                settled.verdict().candidates().get(0).name();
            case Opinion.Leaning leaning -> "a rule only leaned";
            case Opinion.Silent silent -> "?";
        };
    }

    private Refused refusal(Tenant tenant, Ask ask) {
        var refused = (Refused) rules.consider(tenant, ask).cause();
        assertThat(refused.reason()).isIn(Reason.CALLER_MODEL, Reason.POLICY_MODEL);
        return refused;
    }
}
