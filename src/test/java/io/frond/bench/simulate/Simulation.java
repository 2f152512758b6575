package io.frond.bench.simulate;

import io.frond.upstream.balance.Balancer;
import io.frond.upstream.balance.Draw;
import io.frond.upstream.balance.Place;
import io.frond.upstream.balance.Turns;
import java.util.ArrayList;
import java.util.List;

/** One balancer in one scene. A request that meets a server which is down is tried at up to two others. */
final class Simulation {
    private static final int TRIES = 3;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final Scene scene;
    private final Balancer balancer;
    private final List<Server> servers = new ArrayList<>();
    private final List<Double> firstTokens = new ArrayList<>();
    private int asked;
    private int failed;
    private double crowding;

    /**
     * @param least share of all tries that the server got which got the fewest
     * @param slow share of all tries that went to the slow server; it is the last but one
     * @param rush tries that a server got in the first second after it recovered, over an even share of all
     * @param crowding calls under way at the busiest server over the mean, on average
     */
    record Outcome(
            double p50,
            double p99,
            int asked,
            int failed,
            double least,
            double slow,
            double rush,
            double hits,
            double crowding) {}

    private Simulation(Scene scene, Balancer balancer) {
        this.scene = scene;
        this.balancer = balancer;
        var turns = new Turns();
        for (var kind : scene.kinds()) {
            servers.add(new Server(scene, kind, new Place(servers.size() * SPREAD, 1, 0, false), turns));
        }
    }

    static Outcome of(Scene scene, Balancer balancer) {
        var simulation = new Simulation(scene, balancer);
        simulation.arrive();
        scene.agenda().run(scene.seconds());
        return simulation.outcome();
    }

    private void arrive() {
        scene.agenda().in(scene.pause(), () -> {
            asked++;
            long prompt = scene.prompts() == 0 ? 0 : scene.prompt();
            attempt(new ArrayList<>(servers), prompt, scene.agenda().seconds());
            crowding += crowding();
            arrive();
        });
    }

    private double crowding() {
        var busy = servers.stream().mapToInt(Server::inflight).summaryStatistics();
        return busy.getSum() == 0 ? 1 : busy.getMax() / busy.getAverage();
    }

    private void attempt(List<Server> untried, long prompt, double arrived) {
        var loads = untried.stream().map(Server::load).toList();
        int picked = balancer.pick(loads, new Draw(scene.random(), 0, prompt * SPREAD));
        if (picked < 0) {
            failed++;
            return;
        }
        var server = untried.remove(picked);
        server.take(new Server.Job(
                prompt,
                () -> firstTokens.add(scene.agenda().seconds() - arrived),
                () -> failedOnce(untried, prompt, arrived)));
    }

    private void failedOnce(List<Server> untried, long prompt, double arrived) {
        if (servers.size() - untried.size() < TRIES) {
            attempt(untried, prompt, arrived);
        } else {
            failed++;
        }
    }

    private Outcome outcome() {
        double[] sorted =
                firstTokens.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double tries = servers.stream().mapToInt(server -> server.given).sum();
        double least = servers.stream().mapToInt(server -> server.given).min().orElseThrow();
        double hits = servers.stream().mapToInt(server -> server.hits).sum();
        var flapping = servers.get(servers.size() - 1);
        return new Outcome(
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                asked,
                failed,
                least / tries,
                servers.get(servers.size() - 2).given / tries,
                flapping.rush / Math.max(1.0, flapping.recoveries) / (scene.rate() / servers.size()),
                hits / tries,
                crowding / asked);
    }
}
