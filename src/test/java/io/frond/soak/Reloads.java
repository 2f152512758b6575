package io.frond.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Client;
import io.frond.testing.Eventually;
import io.frond.testing.FrondProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A crowd before a Frond whose configuration changes all the time, every tenth time into one that is faulty, and what
 * must be true: no request fails, the faulty ones change nothing, nothing of those before stays in memory.
 */
final class Reloads {
    private static final int ENDPOINTS = 4;
    private static final int BROKEN = 10;
    private static final long SLACK_BYTES = 6 << 20;
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final String REFUSED = "nothing has changed";

    private final Plan plan;
    private final Tally tally = new Tally();
    private final List<String> violations = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    /**
     * @param warm so many reloads come before the first look at the heap
     * @param reloads all of them
     * @param seed of what the clients ask
     */
    record Plan(int warm, int reloads, int clients, long seed) {}

    Reloads(Plan plan) {
        this.plan = plan;
    }

    /** A thousand reloads before 50 clients, unless told otherwise: {@code COUNT CLIENTS SEED}. */
    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int clients = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        var soak = new Reloads(new Plan(count / BROKEN, count, clients, seed));
        soak.run();
        System.out.println(soak.summary());
        System.exit(soak.violations().isEmpty() ? 0 : 1);
    }

    void run() throws IOException {
        var folder = Files.createTempDirectory("frond-reloads");
        try (var blocked = new BlockedLoops();
                var endpoints = new Endpoints(ENDPOINTS, new SplittableRandom(plan.seed()));
                var frond = FrondProcess.start(folder, yaml(endpoints.urls(), 0));
                var operator = new Client(frond.admin(), "")) {
            frond.listen(blocked::hear);
            var crowd = new Crowd(frond.address(), tally);
            crowd.come(plan.clients(), plan.seed(), false);
            reload(1, plan.warm(), endpoints.urls(), frond, operator);
            long before = settledHeap(frond);
            long began = System.nanoTime();
            reload(plan.warm() + 1, plan.reloads(), endpoints.urls(), frond, operator);
            figures.add(
                    "%d reloads in %.1f s".formatted(plan.reloads() - plan.warm(), (System.nanoTime() - began) / 1e9));
            noMemoryStays(before, frond);
            crowd.go();
            frond.terminate();
            violateIf(frond.exitCode() != 0, "it ended with " + frond.exitCode());
            judge(frond, blocked);
        } finally {
            deleted(folder);
        }
    }

    private static void deleted(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve("fresh.yaml"));
        Files.deleteIfExists(folder.resolve("frond.yaml"));
        Files.deleteIfExists(folder);
    }

    /** Endpoints, routes, limits and times come and go; one endpoint always stays. */
    private static String yaml(List<URI> urls, int turn) {
        var endpoints = new StringBuilder();
        for (int i = 0; i < urls.size(); i++) {
            if (i == 0 || (turn >> (i - 1)) % 2 == 0) {
                endpoints.append("      - { url: \"").append(urls.get(i)).append("\" }\n");
            }
        }
        return """
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: %s }
                log: { format: json }
                classify: { embed: off }
                cache: { ttl: %dm, size: 1MiB }
                backends:
                  other-%d: { url: "%s" }
                  main:
                    timeout: { idle: %ds }
                    endpoints:
                %sroutes:
                  clauses: { to: main, examples: [Redraft this clause, Shorten paragraph %d] }
                  questions: { to: other-%d, examples: [How long may I wait?, Who may decide?] }
                default: questions
                """.formatted(
                DRAIN.toSeconds() + "s", 1 + turn % 5, turn % 3, urls.get(0), 20 + turn % 7, endpoints, turn, turn % 3);
    }

    private void reload(int from, int to, List<URI> urls, FrondProcess frond, Client operator) throws IOException {
        for (int turn = from; turn <= to; turn++) {
            boolean broken = turn % BROKEN == 0;
            var text = yaml(urls, turn);
            replace(frond.file(), broken ? text.replace("default: questions", "default: nowhere") : text);
            int status =
                    operator.post("/admin/v1/config/reload", new JsonObject()).statusCode();
            violateIf(status != (broken ? 422 : 200), "reload " + turn + " was answered with " + status);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        var fresh = Files.writeString(file.resolveSibling("fresh.yaml"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What requests of the last snapshots may still need is given up after the time of a drain. */
    private static long settledHeap(FrondProcess frond) {
        Soak.rest(DRAIN.plusSeconds(1));
        return frond.heap();
    }

    private void noMemoryStays(long before, FrondProcess frond) {
        try {
            Eventually.within(SETTLING, () -> assertThat(settledHeap(frond)).isLessThan(before + SLACK_BYTES));
        } catch (AssertionError grown) {
            violations.add("the heap grew: " + grown.getMessage());
        }
        figures.add("heap after collecting: %.1f MiB after %d reloads, %.1f MiB after %d"
                .formatted(before / 1048576.0, plan.warm(), frond.heap() / 1048576.0, plan.reloads()));
    }

    private void judge(FrondProcess frond, BlockedLoops blocked) {
        violations.addAll(tally.wrong());
        violateIf(tally.complete() < tally.all(), "not every request was answered");
        violateIf(tally.all() < plan.reloads(), "there was hardly any load");
        violations.addAll(blocked.lines());
        frond.alarms().stream()
                .filter(line -> !line.contains(REFUSED) && !BlockedLoops.tells(line))
                .forEach(violations::add);
    }

    private void violateIf(boolean violated, String what) {
        if (violated) {
            violations.add(what);
        }
    }

    /** What must not have been; empty when all is well. */
    List<String> violations() {
        return violations;
    }

    String summary() {
        var text = new StringBuilder("reloads: " + plan + "\n");
        figures.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("  ").append(tally.words()).append('\n');
        violations.stream()
                .limit(20)
                .forEach(line -> text.append("VIOLATION: ").append(line).append('\n'));
        return text.append(violations.isEmpty() ? "green" : violations.size() + " violations")
                .toString();
    }
}
