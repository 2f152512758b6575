package io.frond;

import io.frond.account.Answered;
import io.frond.admin.Deciding;
import io.frond.classify.Report;
import io.frond.model.Declined;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.route.Decision;
import io.frond.route.Weighing.Weighed;
import io.frond.tenant.ConfiguredTenants;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Decisions as operators see them. */
final class DecisionDesk implements Deciding {
    private static final int NOT_FOUND = 404;

    private final Wiring wiring;

    DecisionDesk(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public @Nullable JsonObject decision(String id) {
        return wiring.foundation()
                .decisions
                .find(id)
                .map(decision ->
                        new JsonObject().put("id", id).mergeIn(told(decision)).put("feedback", feedback(id)))
                .orElse(null);
    }

    private @Nullable JsonObject feedback(String id) {
        return wiring.foundation()
                .answered
                .find(id)
                .map(Answered.Answer::judgement)
                .map(judgement -> new JsonObject()
                        .put("score", judgement.score())
                        .put("label", judgement.label())
                        .put("route", judgement.route())
                        .put("corrected", judgement.corrected())
                        .put("at", judgement.at().toString()))
                .orElse(null);
    }

    @Override
    public Future<JsonObject> classify(String question, @Nullable String name) {
        return tenant(name)
                .compose(tenant -> new Explanation(wiring.current().steps(), tenant).decision(question))
                .map(DecisionDesk::told);
    }

    @Override
    public Future<JsonObject> report(@Nullable String name) {
        return tenant(name)
                .compose(tenant -> wiring.foundation()
                        .documents
                        .run(() ->
                                wiring.current().steps().of(tenant).classifier().report()))
                .map(report -> report.map(DecisionDesk::told)
                        .orElseThrow(() -> new Declined(
                                NOT_FOUND, "no_examples", "This tenant's routes have no examples to report on.")));
    }

    private Future<Tenant> tenant(@Nullable String name) {
        var known = wiring.current().config();
        return ConfiguredTenants.named(known, name)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new Declined(
                        NOT_FOUND,
                        "unknown_tenant",
                        "tenant: the configuration knows "
                                + String.join(", ", known.tenants().keySet()))));
    }

    private static JsonObject told(Report report) {
        var routes = new JsonArray();
        report.routes()
                .forEach(route -> routes.add(new JsonObject()
                        .put("route", route.name())
                        .put("examples", route.examples())
                        .put("accuracy", route.accuracy())
                        .put("taken_for", route.takenFor())
                        .put("advice", route.advice())));
        var doubtful = new JsonArray();
        report.doubtful()
                .forEach(doubt -> doubtful.add(new JsonObject()
                        .put("example", doubt.example())
                        .put("route", doubt.route())
                        .put("looks_like", doubt.looksLike())
                        .put("p", doubt.p())));
        return new JsonObject()
                .put("by", report.by())
                .put("examples", report.examples())
                .put("accuracy", report.accuracy())
                .put("ece", report.ece())
                .put("coverage", report.coverage())
                .put("routes", routes)
                .put("doubtful", doubtful);
    }

    static JsonObject told(Decision decision) {
        var basis = decision.basis();
        var route = decision.route();
        return new JsonObject()
                .put("tenant", decision.tenant())
                .put("route", route.name())
                .put("backend", route.backend())
                .put("knowledge", route instanceof Route.Retrieve retrieve ? retrieve.knowledge() : null)
                .put("by", basis.verdict().by())
                .put("sure", basis.verdict().sure())
                .put("candidates", candidates(basis.verdict()))
                .put("freshness", basis.state().freshness())
                .put("changing", basis.state().changing())
                .put("arms", arms(decision))
                .put("reasons", new JsonArray(route.reasons()))
                .put("counterfactuals", counterfactuals(decision))
                .put("replayed", decision.again());
    }

    private static JsonArray candidates(Verdict verdict) {
        var all = new JsonArray();
        verdict.candidates()
                .forEach(candidate ->
                        all.add(new JsonObject().put("route", candidate.name()).put("p", candidate.probability())));
        return all;
    }

    private static JsonArray arms(Decision decision) {
        var all = new JsonArray();
        decision.weighed().forEach(one -> all.add(told(one)));
        return all;
    }

    private static JsonObject told(Weighed one) {
        return new JsonObject()
                .put("route", one.arm().route())
                .put("arm", one.arm().kind())
                .put("utility", one.utility())
                .put("mistakes", one.mistakes())
                .put("waiting", one.waiting())
                .put("money", one.money())
                .put("seconds", one.arm().seconds())
                .put("price", one.arm().price())
                .put("open", one.arm().open());
    }

    private static JsonArray counterfactuals(Decision decision) {
        var all = new JsonArray();
        decision.otherwise()
                .forEach(other -> all.add(new JsonObject()
                        .put("signal", other.signal())
                        .put("now", other.now())
                        .put("value", other.value())
                        .put("route", other.route())
                        .put("words", other.words())));
        return all;
    }
}
