package io.frond.admin;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.UnaryOperator;

/** {@code /metrics}, for Prometheus: in its text format, or in OpenMetrics to those who ask for that. */
public final class MetricsRoutes implements Routes {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN = "application/openmetrics-text";
    private static final String OPEN_METRICS = OPEN + "; version=1.0.0; charset=utf-8";

    private final UnaryOperator<String> scrape;

    /** @param scrape gives the metrics in the format of a content type; blocks */
    public MetricsRoutes(UnaryOperator<String> scrape) {
        this.scrape = scrape;
    }

    @Override
    public void mount(Router router) {
        router.get("/metrics").handler(this::tell);
    }

    private void tell(RoutingContext on) {
        var accept = on.request().getHeader("accept");
        var type = accept != null && accept.contains(OPEN) ? OPEN_METRICS : TEXT;
        on.vertx()
                .executeBlocking(() -> scrape.apply(type), false)
                .onSuccess(metrics -> Answer.text(on, type, metrics))
                .onFailure(why -> Answer.failed(on, why));
    }
}
