package io.frond;

import io.frond.gateway.Steps;
import io.frond.gateway.Ways;
import io.frond.http.RequestScanner;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Operation;
import io.frond.model.Passage;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Wishes;
import io.frond.route.Decision;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Locale;

/** A decision told to a person: what was believed, what is done, and from which passages. No model is called. */
final class Explanation {
    private static final int SHOWN = 100;

    private final Ways ways;
    private final Tenant tenant;

    Explanation(Steps steps, Tenant tenant) {
        this.ways = steps.of(tenant);
        this.tenant = tenant;
    }

    Future<String> of(String question) {
        var ask = asking(question);
        return ways.classifier().classify(tenant, ask).compose(verdict -> {
            var decision = ways.policy().decision(tenant, verdict);
            return ways.retriever().ground(tenant, ask, decision.route()).map(call -> told(decision, call));
        });
    }

    Future<Decision> decision(String question) {
        return ways.classifier().classify(tenant, asking(question)).map(verdict -> ways.policy()
                .decision(tenant, verdict));
    }

    /** The request that a client with this one question would send. */
    private static Ask asking(String question) {
        var body = new JsonObject()
                .put("model", "auto")
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", question)))
                .toBuffer();
        return new Ask(
                "explain", Operation.CHAT, body, RequestScanner.scan(body), Wishes.NONE, name -> null, new Caller());
    }

    private String told(Decision decision, Call call) {
        var verdict = decision.basis().verdict();
        var route = decision.route();
        var lines = new ArrayList<String>();
        lines.add("tenant     " + tenant.name());
        lines.add("route      " + route.name() + " -> " + route.backend()
                + (route instanceof Route.Retrieve retrieve ? " + " + retrieve.knowledge() : ""));
        route.reasons().forEach(reason -> lines.add("because    " + reason));
        verdict.candidates()
                .forEach(candidate -> lines.add(String.format(
                        Locale.ROOT, "candidate  %-16s %.3f", candidate.name(), candidate.probability())));
        decision.otherwise().forEach(other -> lines.add("otherwise  " + other.words()));
        call.passages().forEach(passage -> lines.add(told(passage)));
        if (route instanceof Route.Retrieve && call.passages().isEmpty()) {
            lines.add("passages   none is relevant enough");
        }
        return String.join("\n", lines);
    }

    private static String told(Passage passage) {
        var text = passage.text().strip().replaceAll("\\s+", " ");
        var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return String.format(
                Locale.ROOT,
                "passage    %.2f  %s  %s: %s",
                passage.score(),
                passage.source().document(),
                passage.heading(),
                shown);
    }
}
