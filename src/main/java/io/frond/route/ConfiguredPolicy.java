package io.frond.route;

import io.frond.config.BackendConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import io.frond.route.Decision.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the likeliest route where the verdict is sure, or the one of most use where the configuration prices mistakes,
 * time or money; else the default route. What a route does is in the configuration. Every decision carries its reasons.
 */
public final class ConfiguredPolicy implements Policy {
    private static final String TUNED = "fine-tuned";

    private final Map<String, RouteConfig> routes;
    private final Map<String, BackendConfig> backends;
    private final String defaultRoute;
    private final double minMargin;
    private final Objective objective;
    private final Situation situation;

    private ConfiguredPolicy(Config config, Situation situation) {
        routes = config.routes();
        backends = config.backends();
        defaultRoute = config.defaultRoute();
        minMargin = config.classify().minMargin();
        var mistake = config.classify().mistake();
        objective =
                new Objective(mistake.missedRetrieval(), mistake.wastedRetrieval(), mistake.second(), mistake.dollar());
        this.situation = situation;
    }

    public static Policy of(Config config) {
        return of(config, Situation.UNKNOWN);
    }

    /** @param situation asked for each decision that weighs more than likelihood */
    public static Policy of(Config config, Situation situation) {
        return new ConfiguredPolicy(config, situation);
    }

    @Override
    public Route decide(Tenant tenant, Verdict verdict) {
        return decision(tenant, verdict).route();
    }

    @Override
    public Decision decision(Tenant tenant, Verdict verdict) {
        var state = objective.weighs() ? state(tenant, verdict) : State.NONE;
        var basis = new Basis(verdict, state, objective, defaultFor(tenant), minMargin);
        var name = Decision.choice(basis);
        return new Decision(tenant.name(), basis, route(tenant, name, reasons(basis)));
    }

    private State state(Tenant tenant, Verdict verdict) {
        var arms = new ArrayList<Arm>();
        double changing = 0;
        for (String name : tenant.routes()) {
            var route = Objects.requireNonNull(routes.get(name), name);
            arms.add(arm(route));
            changing = route.with() == null ? changing : Math.max(changing, situation.changing(route.with()));
        }
        return new State(arms, verdict.freshness(), changing);
    }

    private Arm arm(RouteConfig route) {
        var backend = backends.get(route.to());
        var standing = situation.backend(route.to());
        boolean tuned = backend != null && backend.kind().equals(TUNED);
        return new Arm(
                route.name(), route.to(), route.with(), tuned, standing.seconds(), standing.price(), standing.open());
    }

    private List<String> reasons(Basis basis) {
        var verdict = basis.verdict();
        var reasons = new ArrayList<String>();
        if (basis.weighs()) {
            reasons.add("worth most: " + belief(verdict) + ", by " + verdict.by());
            reasons.addAll(Decision.words(Weighing.of(verdict, basis.state(), objective)));
        } else if (!verdict.sure() || verdict.candidates().isEmpty()) {
            reasons.add("unsure: " + belief(verdict) + shortfall(verdict) + "; default route");
        } else if (!verdict.by().equals("rules")) {
            reasons.add(belief(verdict) + ", by " + verdict.by());
        }
        reasons.addAll(verdict.evidence());
        return reasons;
    }

    /** Empty where the tenant has no routes: then a rule must decide. */
    private String defaultFor(Tenant tenant) {
        if (tenant.routes().contains(defaultRoute)) {
            return defaultRoute;
        }
        return tenant.routes().isEmpty() ? "" : tenant.routes().get(0);
    }

    private Route route(Tenant tenant, String name, List<String> reasons) {
        if (name.isEmpty()) {
            throw new IllegalStateException("an unsure verdict for a tenant that has no routes");
        }
        var route = tenant.routes().contains(name) ? routes.get(name) : null;
        if (route == null) {
            return new Route.Direct(name, name, reasons);
        }
        if (route.with() == null) {
            return new Route.Direct(name, route.to(), reasons);
        }
        return new Route.Retrieve(name, route.to(), route.with(), reasons);
    }

    private String shortfall(Verdict verdict) {
        return verdict.candidates().isEmpty() || verdict.margin() >= minMargin
                ? ""
                : ", margin " + hundredths(verdict.margin()) + " < " + hundredths(minMargin);
    }

    private static String belief(Verdict verdict) {
        var candidates = verdict.candidates();
        return switch (candidates.size()) {
            case 0 -> "no stage has an opinion";
            case 1 -> "best " + words(candidates.get(0));
            default -> "best " + words(candidates.get(0)) + ", second " + words(candidates.get(1));
        };
    }

    private static String words(Candidate candidate) {
        return candidate.name() + " " + hundredths(candidate.probability());
    }

    /** Of a number from 0 to 1, two digits behind the point. */
    private static String hundredths(double share) {
        long rounded = Math.round(share * 100);
        return rounded / 100 + "." + rounded / 10 % 10 + rounded % 10;
    }
}
