package io.frond.route;

import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.model.Verdict.Candidate;
import java.util.List;
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
        return verdict.by().equals("rules")
                ? route(tenant, name, verdict.evidence())
                : route(tenant, name, first(belief(verdict) + ", by " + verdict.by(), verdict.evidence()));
    }

    private Route fallBack(Tenant tenant, Verdict verdict) {
        var why = "unsure: " + belief(verdict) + shortfall(verdict) + "; default route";
        return route(tenant, defaultFor(tenant), first(why, verdict.evidence()));
    }

    private static List<String> first(String reason, List<String> others) {
        var reasons = new String[1 + others.size()];
        reasons[0] = reason;
        for (int i = 0; i < others.size(); i++) {
            reasons[1 + i] = others.get(i);
        }
        return List.of(reasons);
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
