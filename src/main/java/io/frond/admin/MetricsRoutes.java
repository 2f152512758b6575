package io.frond.admin;

import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** {@code /metrics}, for Prometheus. */
public final class MetricsRoutes implements Routes {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;

    /** @param scrape gives Prometheus' text format */
    public MetricsRoutes(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    @Override
    public void mount(Router router) {
        router.get("/metrics").handler(on -> Answer.text(on, TEXT, scrape.get()));
    }
}
