package io.frond.bench.simulate;

import io.frond.upstream.balance.Balancer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Prints what every balancer makes of the two scenes. The same numbers at every run, as chance is seeded. */
public final class Simulate {
    private static final long SEED = 20260101;
    private static final double SECONDS = 1_800;
    private static final Map<String, Supplier<Balancer>> BALANCERS = balancers();

    private Simulate() {}

    public static void main(String[] arguments) {
        print("Ten servers: one 10 times slower, one down for 10 s of every 30 s; 150 requests a second");
        print("| balancer | slow start | TTFT p50 | TTFT p99 | failed | to the slow one | to the least used |"
                + " rush on recovery |");
        print("|---|---|---|---|---|---|---|---|");
        for (var ramp : new Duration[] {Duration.ZERO, Duration.ofSeconds(30)}) {
            for (String name : List.of("p2c", "least-loaded", "weighted", "round-robin")) {
                sick(name, ramp, BALANCERS.get(name).get());
            }
        }
        print("");
        print("Ten servers alike, 500 beginnings of prompts by Zipf's law, 50 in each server's cache; 100 a second");
        print("| balancer | cache hits | TTFT p50 | TTFT p99 | busiest over mean |");
        print("|---|---|---|---|---|");
        BALANCERS.forEach((name, balancer) -> prompts(name, balancer.get()));
    }

    private static Map<String, Supplier<Balancer>> balancers() {
        var all = new LinkedHashMap<String, Supplier<Balancer>>();
        all.put("p2c", Balancer::p2c);
        all.put("least-loaded", Balancer::leastLoaded);
        all.put("round-robin", Balancer::roundRobin);
        all.put("weighted", Balancer::weighted);
        all.put("prefix", Balancer::prefix);
        return all;
    }

    private static void sick(String name, Duration ramp, Balancer balancer) {
        var seen = Simulation.of(Scene.ofSickServers(SEED, SECONDS, ramp), balancer);
        print(String.format(
                Locale.ROOT,
                "| %s | %d s | %.3f s | %.3f s | %d of %d | %.2f %% | %.2f %% | %.2f |",
                name,
                ramp.toSeconds(),
                seen.p50(),
                seen.p99(),
                seen.failed(),
                seen.asked(),
                100 * seen.slow(),
                100 * seen.least(),
                seen.rush()));
    }

    private static void prompts(String name, Balancer balancer) {
        var seen = Simulation.of(Scene.ofLongPrompts(SEED, SECONDS), balancer);
        print(String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %.3f s | %.3f s | %.2f |",
                name,
                100 * seen.hits(),
                seen.p50(),
                seen.p99(),
                seen.crowding()));
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
