package io.frond;

import io.frond.cli.Program;
import io.frond.demo.Demo;
import io.frond.demo.Started;
import io.frond.retrieve.KnowledgeStats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A running Frond in front of simulated endpoints. */
final class ServingDemo implements Program.Running {
    private final Demo demo;
    private final Serving serving;
    private final Duration ready;

    private ServingDemo(Demo demo, Serving serving) {
        this.demo = demo;
        this.serving = serving;
        this.ready = Duration.between(
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), now());
    }

    static Future<ServingDemo> start(Vertx vertx, Demo demo, FrondProgram.Opened opened) {
        demo.label();
        return Serving.start(vertx, opened.source(), opened.config(), opened.records())
                .map(serving -> new ServingDemo(demo, serving));
    }

    Wiring wiring() {
        return serving.wiring();
    }

    @Override
    public String greeting() {
        var wiring = serving.wiring();
        var config = wiring.current().config();
        var listening = new Started.Listening(
                at(config.server().listen().host(), wiring.port(), "/v1"),
                at(config.server().admin().host(), wiring.adminPort(), ""));
        return demo.banner(Started.of(
                config,
                Objects.requireNonNullElse(Frond.class.getPackage().getImplementationVersion(), ""),
                ready,
                listening,
                knowledge()));
    }

    private static URI at(String host, int port, String path) {
        return URI.create("http://" + host + ":" + port + path);
    }

    private List<Started.Knowledge> knowledge() {
        return wiring().current().knowledge().entrySet().stream()
                .map(known -> counted(known.getKey(), known.getValue().stats()))
                .toList();
    }

    private Started.Knowledge counted(String name, KnowledgeStats stats) {
        var age = stats.newest() == null ? null : Duration.between(stats.newest(), now());
        return new Started.Knowledge(name, stats.documents(), stats.chunks(), age);
    }

    private Instant now() {
        return serving.wiring().foundation().clock.now();
    }

    @Override
    public void reload() {
        serving.reload();
    }

    @Override
    public Future<Void> drain() {
        return serving.drain(demo::close);
    }
}
