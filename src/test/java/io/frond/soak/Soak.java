package io.frond.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.faults.ChatClient;
import io.frond.testing.Eventually;
import io.frond.testing.FrondProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A crowd of clients before a Frond whose endpoints change their moods, and what must be true of it: every request ends
 * complete and correct or in an explicit error, nobody gets a token of another's answer, and afterwards Frond holds no
 * more sockets and memory than before.
 */
final class Soak {
    private static final int ENDPOINTS = 4;
    private static final long SLACK_BYTES = 24 << 20;
    private static final Duration SETTLING = Duration.ofSeconds(70);

    private final Plan plan;
    private final Tally tally = new Tally();
    private final List<String> violations = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    /**
     * @param warm how long the crowd comes before the first look at the heap, while all is well
     * @param length how long it comes while endpoints fail
     * @param seed of what the clients ask and which endpoint fails how; when is the clock's matter
     */
    record Plan(Duration warm, Duration length, int clients, long seed) {}

    Soak(Plan plan) {
        this.plan = plan;
    }

    /** Ten minutes and 200 clients, unless told otherwise: {@code SECONDS CLIENTS SEED}. */
    public static void main(String[] args) throws IOException {
        var length = Duration.ofSeconds(number(args, 0, 600));
        var soak = new Soak(new Plan(length.dividedBy(10), length, (int) number(args, 1, 200), number(args, 2, 1)));
        soak.run();
        System.out.println(soak.summary());
        System.exit(soak.violations().isEmpty() ? 0 : 1);
    }

    private static long number(String[] args, int at, long otherwise) {
        return args.length > at ? Long.parseLong(args[at]) : otherwise;
    }

    void run() throws IOException {
        var folder = Files.createTempDirectory("frond-soak");
        try (var blocked = new BlockedLoops();
                var endpoints = new Endpoints(ENDPOINTS, new SplittableRandom(plan.seed()));
                var frond = FrondProcess.start(folder, yaml(endpoints))) {
            frond.listen(blocked::hear);
            var ports = endpoints.ports();
            ports.add(frond.address().getPort());
            crowd(frond, plan.warm(), false);
            long heap = frond.heap();
            endpoints.beginToChange();
            crowd(frond, plan.length(), true);
            endpoints.recover();
            figures.add("moods that endpoints had: " + endpoints.changes());
            isWellAgain(frond);
            endpoints.vanish();
            noSocketStays(frond, ports);
            noMemoryStays(heap, frond.heap());
            figures.add("times that this machine let a thread wait: " + blocked.waits());
            frond.terminate();
            violateIf(frond.exitCode() != 0, "it ended with " + frond.exitCode());
            judge(frond, blocked);
        } finally {
            Files.deleteIfExists(folder.resolve("frond.yaml"));
            Files.deleteIfExists(folder);
        }
    }

    private static String yaml(Endpoints endpoints) {
        var urls = endpoints.urls().stream()
                .map(url -> "      - { url: \"" + url + "\" }\n")
                .collect(Collectors.joining());
        return """
                version: 1
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 5s }
                cache: off
                log: { format: json }
                backends:
                  main:
                    timeout: { connect: 1s, first_token: 2s, idle: 2s, total: 5s, stream: 20s }
                    breaker: { open: 1s }
                    endpoints:
                """ + urls;
    }

    private void crowd(FrondProcess frond, Duration time, boolean failing) {
        long began = System.nanoTime();
        int before = tally.all();
        var crowd = new Crowd(frond.address(), tally);
        crowd.come(plan.clients(), failing ? plan.seed() : -plan.seed(), failing);
        rest(time);
        crowd.go();
        double seconds = (System.nanoTime() - began) / 1e9;
        var when = failing ? "while endpoints failed" : "while all was well";
        figures.add("%s: %d requests in %.0f s".formatted(when, tally.all() - before, seconds));
        if (!failing) {
            violateIf(tally.complete() < tally.all(), "not every request was answered while all was well");
        }
    }

    static void rest(Duration time) {
        try {
            var unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Breakers may stay open for their longest pause. */
    private void isWellAgain(FrondProcess frond) {
        try (var client = new ChatClient(frond.address(), SETTLING)) {
            Eventually.within(SETTLING, () -> assertThat(
                            client.ask("main", "afterwards", true).ending("afterwards"))
                    .isEqualTo("complete"));
        } catch (AssertionError still) {
            violations.add("not well again: " + still.getMessage());
        }
    }

    private void noSocketStays(FrondProcess frond, List<Integer> ports) {
        try {
            Eventually.within(
                    SETTLING, () -> assertThat(frond.connections(ports)).isZero());
            figures.add("sockets that stayed open: 0");
        } catch (AssertionError still) {
            violations.add(frond.connections(ports) + " sockets stay open");
        }
    }

    private void noMemoryStays(long before, long after) {
        figures.add("heap after collecting: %.1f MiB before, %.1f MiB afterwards"
                .formatted(before / 1048576.0, after / 1048576.0));
        violateIf(after > before + SLACK_BYTES, "the heap grew from " + before + " to " + after);
    }

    private void judge(FrondProcess frond, BlockedLoops blocked) {
        violations.addAll(tally.wrong());
        violations.addAll(blocked.lines());
        frond.alarms().stream().filter(line -> !BlockedLoops.tells(line)).forEach(violations::add);
        violateIf(tally.complete() < tally.all() / 3, "fewer than a third of the requests were answered");
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
        var text = new StringBuilder("soak: " + plan + "\n");
        figures.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("  ").append(tally.words()).append('\n');
        violations.stream()
                .limit(20)
                .forEach(line -> text.append("VIOLATION: ").append(line).append('\n'));
        return text.append(violations.isEmpty() ? "green" : violations.size() + " violations")
                .toString();
    }
}
