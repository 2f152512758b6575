package io.frond.classify;

import io.frond.config.Config;
import io.frond.model.Ask;
import io.frond.model.Operation;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/**
 * What the request says outright: a route by header, a route or a backend by its {@code model}, or something that a
 * route's {@code when} asks for. Silent only where the choice is really open: the request leaves it to Frond, the
 * tenant has several routes, and no rule holds.
 */
final class Rules implements Stage {
    private static final String BY = "rules";
    private static final int SHOWN = 64;

    private final Names names;
    private final List<Claim> claims;

    /** What a route asks for, and what is said where that holds. */
    private record Claim(Condition condition, Opinion opinion) {}

    Rules(Config config) {
        names = new Names(config);
        claims = config.routes().values().stream()
                .filter(route -> route.when() != null)
                .map(route -> Condition.of(route.name(), Objects.requireNonNull(route.when())))
                .map(condition -> new Claim(condition, settled(condition.route(), condition.words())))
                .toList();
    }

    @Override
    public Future<Opinion> consider(Tenant tenant, Ask ask) {
        try {
            return Future.succeededFuture(decide(tenant, ask));
        } catch (Refused refused) {
            return Future.failedFuture(refused);
        }
    }

    private Opinion decide(Tenant tenant, Ask ask) {
        String model = ask.fields().model();
        boolean says = !model.isEmpty() || ask.operation().needsModel();
        if (says && !tenant.grant().names(model)) {
            throw missing(tenant, model);
        }
        String header = ask.wishes().route();
        if (header != null) {
            return chosen(tenant, header);
        }
        if (!says) {
            return keeper(tenant, ask.operation());
        }
        return names.asksForClassification(model) ? open(tenant, ask) : named(tenant, ask);
    }

    /** Files, batches and the like name no model: the configuration says who keeps them. */
    private Opinion keeper(Tenant tenant, Operation operation) {
        String family = operation.family();
        return names.keeper(tenant, family)
                .map(name -> settled(name, "no model is named: backend " + name + " serves /" + family))
                .orElseThrow(() -> Refused.of(
                        Reason.CALLER_URL,
                        "No backend serves /" + shown(family) + " for this key. The operator says which one does in"
                                + " backends.NAME.paths."));
    }

    private Opinion chosen(Tenant tenant, String route) {
        if (!tenant.mayChoose()) {
            throw Refused.of(
                            Reason.POLICY_MODEL,
                            "This key may not choose its route. Leave out x-frond-route, or ask the operator to allow it.")
                    .at("x-frond-route");
        }
        if (!tenant.routes().contains(route)) {
            throw Refused.of(
                            Reason.CALLER_MODEL,
                            "x-frond-route: there is no route '" + shown(route) + "' that this key may take."
                                    + (tenant.routes().isEmpty() ? "" : " It may take: " + list(tenant.routes()) + "."))
                    .at("x-frond-route");
        }
        return settled(route, "x-frond-route names route " + route);
    }

    private Opinion named(Tenant tenant, Ask ask) {
        String model = ask.fields().model();
        if (tenant.routes().contains(model)) {
            return settled(model, "the model names route " + model);
        }
        var backend = names.backend(tenant, model);
        if (backend.isPresent()) {
            return settled(backend.get(), "the model names backend " + backend.get());
        }
        var budget = new Budget();
        for (Claim claim : claims) {
            if (tenant.routes().contains(claim.condition.route()) && claim.condition.claims(ask, budget)) {
                return claim.opinion;
            }
        }
        return unknown(tenant, model);
    }

    private Opinion open(Tenant tenant, Ask ask) {
        var budget = new Budget();
        for (Claim claim : claims) {
            if (tenant.routes().contains(claim.condition.route()) && claim.condition.holds(ask, budget)) {
                return claim.opinion;
            }
        }
        if (!ask.operation().speaks()) {
            return unrouted(tenant);
        }
        return switch (tenant.routes().size()) {
            case 0 -> unrouted(tenant);
            case 1 -> settled(tenant.routes().get(0), "the only route of this tenant");
            default ->
                budget.spent()
                        ? new Opinion.Silent("a rule's expression took too long on this text and was given up")
                        : Opinion.Silent.EXPECTED;
        };
    }

    private Opinion unrouted(Tenant tenant) {
        return names.catchAll(tenant)
                .map(name -> settled(name, "there is nothing to choose by: backend " + name + " takes everything"))
                .orElseThrow(() -> Refused.of(
                                Reason.CALLER_MODEL,
                                "There is nothing to choose a route by. Name a model: " + list(tenant.backends()) + ".")
                        .at("model"));
    }

    private Opinion unknown(Tenant tenant, String model) {
        return names.catchAll(tenant)
                .map(name -> settled(name, "nobody else has this model name: backend " + name + " takes it"))
                .orElseThrow(() -> missing(tenant, model));
    }

    /** The same words for a name that is unknown and one that is another tenant's. */
    private Refused missing(Tenant tenant, String model) {
        var near = names.near(tenant, model);
        String instead = near.isEmpty() ? "" : " Did you mean " + list(near) + "?";
        return Refused.of(
                        Reason.CALLER_MODEL,
                        "The model '" + shown(model) + "' does not exist or this key may not use it." + instead)
                .at("model");
    }

    private static Opinion settled(String name, String why) {
        return new Opinion.Settled(Verdict.certain(name, BY, why));
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{C}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }
}
