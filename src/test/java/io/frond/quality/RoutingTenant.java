package io.frond.quality;

import io.frond.classify.Classifier;
import io.frond.classify.Classifiers;
import io.frond.config.ClassifyConfig;
import io.frond.config.RouteConfig;
import io.frond.embed.Embedders;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import io.frond.testing.Given;
import io.frond.testing.Inline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant with these routes and examples, and the program's own classifier for it. */
final class RoutingTenant {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final double MIN_MARGIN = 0.08;

    private final Tenant tenant;
    private final Classifier classifier;

    private RoutingTenant(Tenant tenant, Classifier classifier) {
        this.tenant = tenant;
        this.classifier = classifier;
    }

    /** @param embedders empty for wording alone */
    static RoutingTenant of(Vertx vertx, Map<String, List<String>> examples, Optional<Future<Embedders>> embedders) {
        var routes = new ArrayList<RouteConfig>();
        examples.forEach((name, texts) -> routes.add(Given.route(name, "any", texts.toArray(String[]::new))));
        var classify =
                new ClassifyConfig(List.of("auto"), embedders.isPresent() ? "builtin" : "off", MIN_MARGIN, TIMEOUT);
        var config = Given.config(classify, List.of(Given.backend("any")), routes);
        var classifier =
                new Classifiers(vertx, Inline.WORKERS).of(config, embedders).result();
        if (classifier.complete().failed()) {
            throw new IllegalStateException(classifier.complete().cause());
        }
        return new RoutingTenant(
                new Tenant("quality", "k", List.copyOf(examples.keySet()), List.of("any"), true), classifier);
    }

    Verdict verdict(String text) {
        return classifier.classify(tenant, Given.question(text)).result();
    }
}
