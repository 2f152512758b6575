package io.frond.route;

import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes the likeliest route where the verdict is sure, else the default route; what a route does is in the
 * configuration. Every decision carries its reasons.
 */
public final class ConfiguredPolicy implements Policy {
    private final Map<String, RouteConfig> routes;
    private final String defaultRoute;
    private final double minMargin;

    private ConfiguredPolicy(Config config) {
        routes = config.routes();
        defaultRoute = config.defaultRoute();
        minMargin = config.classify().minMargin();
    }

    public static Policy of(Config config) {
        return new ConfiguredPolicy(config);
    }

    @Override
    public Route decide(Tenant tenant, Verdict verdict) {
        return verdict.sure() && !verdict.candidates().isEmpty() ? best(tenant, verdict) : fallBack(tenant, verdict);
    }

    private Route best(Tenant tenant, Verdict verdict) {
        String name = verdict.candidates().get(0).name();
        var reasons = new ArrayList<>(verdict.evidence());
        if (!verdict.by().equals("rules")) {
            reasons.add(0, belief(verdict) + ", by " + verdict.by());
        }
        return route(tenant, name, reasons);
    }

    private Route fallBack(Tenant tenant, Verdict verdict) {
        var reasons = new ArrayList<String>();
        reasons.add("unsure: " + belief(verdict) + shortfall(verdict) + "; default route");
        reasons.addAll(verdict.evidence());
        return route(tenant, defaultFor(tenant), reasons);
    }

    private String defaultFor(Tenant tenant) {
        if (tenant.routes().contains(defaultRoute)) {
            return defaultRoute;
        }
        if (tenant.routes().isEmpty()) {
            throw new IllegalStateException("an unsure verdict for a tenant that has no routes");
        }
        return tenant.routes().get(0);
    }

    private Route route(Tenant tenant, String name, List<String> reasons) {
        var route = tenant.routes().contains(name) ? routes.get(name) : null;
        if (route == null) {
            return new Route.Direct(name, name, List.copyOf(reasons));
        }
        if (route.with() == null) {
            return new Route.Direct(name, route.to(), List.copyOf(reasons));
        }
        return new Route.Retrieve(name, route.to(), route.with(), List.copyOf(reasons));
    }

    private String shortfall(Verdict verdict) {
        return verdict.candidates().isEmpty() || verdict.margin() >= minMargin
                ? ""
                : String.format(Locale.ROOT, ", margin %.2f < %.2f", verdict.margin(), minMargin);
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
        return String.format(Locale.ROOT, "%s %.2f", candidate.name(), candidate.probability());
    }
}
