package io.frond.admin;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Decisions: why a request went where it went, and where a question would go. */
public final class DecisionRoutes implements Routes {
    private static final int NOT_FOUND = 404;
    private static final int FAULTY = 400;

    private final Deciding deciding;

    public DecisionRoutes(Deciding deciding) {
        this.deciding = deciding;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/decisions/:id").handler(this::tell);
        router.post("/admin/v1/classify").handler(this::classify);
        router.get("/admin/v1/classify/report").handler(this::report);
    }

    private void tell(RoutingContext on) {
        var decision = deciding.decision(on.pathParam("id"));
        if (decision == null) {
            Answer.error(
                    on,
                    NOT_FOUND,
                    "unknown_decision",
                    "No decision of this id is remembered. Answers carry it as x-frond-decision; the last 2048 are kept.");
        } else {
            Answer.json(on, decision);
        }
    }

    private void report(RoutingContext on) {
        deciding.report(on.request().getParam("tenant"))
                .onSuccess(report -> Answer.json(on, report))
                .onFailure(why -> Answer.failed(on, why));
    }

    private void classify(RoutingContext on) {
        var body = on.body().asJsonObject();
        var input = body == null ? null : body.getValue("input");
        var tenant = body == null ? null : body.getValue("tenant");
        if (!(input instanceof String question)
                || question.isBlank()
                || (tenant != null && !(tenant instanceof String))) {
            Answer.error(
                    on,
                    FAULTY,
                    "invalid_request",
                    "Send {\"input\": \"the question\"}, and \"tenant\": \"its name\" where there are several.");
            return;
        }
        deciding.classify(question, (String) tenant)
                .onSuccess(decision -> Answer.json(on, decision))
                .onFailure(why -> Answer.failed(on, why));
    }
}
