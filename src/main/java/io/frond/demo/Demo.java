package io.frond.demo;

import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulated endpoints that the demo's configuration refers to, running. */
public final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    /** Slow enough to see a stream arrive, fast enough not to wait for it. */
    private static final SimulatedEndpoint.Pace PACE = new SimulatedEndpoint.Pace(15, 8);

    private final Map<String, SimulatedEndpoint> endpoints;

    private Demo(Map<String, SimulatedEndpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** Two endpoints that rewrite in house style and one that quotes passages, on ports of 127.0.0.1 the system chooses. */
    public static Future<Demo> start(Vertx vertx, Clock clock) {
        var started = new LinkedHashMap<String, Future<SimulatedEndpoint>>();
        started.put("DEMO_HOUSE_STYLE_1", tuned(vertx, clock));
        started.put("DEMO_HOUSE_STYLE_2", tuned(vertx, clock));
        started.put("DEMO_GENERAL_1", SimulatedEndpoint.start(vertx, clock, "general", new Extractive(), PACE));
        return Future.all(new ArrayList<>(started.values())).map(all -> {
            var endpoints = new LinkedHashMap<String, SimulatedEndpoint>();
            started.forEach((variable, endpoint) -> endpoints.put(variable, endpoint.result()));
            return new Demo(endpoints);
        });
    }

    private static Future<SimulatedEndpoint> tuned(Vertx vertx, Clock clock) {
        return SimulatedEndpoint.start(vertx, clock, "house-style", new HouseStyle(), PACE);
    }

    /** The variables of {@code conf/demo/frond.yaml}: the endpoints' URLs. */
    public Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        endpoints.forEach((variable, endpoint) -> variables.put(variable, endpoint.url()));
        return variables;
    }

    /** Says in the log which endpoints are simulated. */
    public void label() {
        endpoints.values().forEach(endpoint -> LOG.info("{}", endpoint.label()));
    }

    /** What to print when everything is up. */
    public String banner(Started started) {
        return new Banner(started, simulateUrls()).text();
    }

    private List<String> simulateUrls() {
        return endpoints.values().stream().map(SimulatedEndpoint::simulateUrl).toList();
    }

    public Future<Void> close() {
        return Future.join(endpoints.values().stream()
                        .map(SimulatedEndpoint::close)
                        .toList())
                .mapEmpty();
    }
}
