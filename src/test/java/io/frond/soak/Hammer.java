package io.frond.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients that ask one key's limit of several Fronds as fast as they are answered. */
public final class Hammer {
    private static final String BODY = """
            {"model": "main", "messages": [{"role": "user", "content": "hello"}]}""";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> nodes;
    private final String key;
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    /** @param nodes addresses up to and including the port */
    public Hammer(List<URI> nodes, String key) {
        this.nodes = nodes;
        this.key = key;
    }

    /**
     * @param statuses how often each came
     * @param time from the first request to the last answer
     */
    public record Result(Map<Integer, Integer> statuses, Duration time) {

        public int admitted() {
            return statuses.getOrDefault(200, 0);
        }

        /** Of a rate per minute whose bucket was full at the beginning. */
        public double allowed(int perMinute) {
            return perMinute + perMinute * time.toNanos() / 60e9;
        }
    }

    public Result run(Duration time, int clients) throws InterruptedException {
        long began = System.nanoTime();
        long until = began + time.toNanos();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                var unused = pool.submit(() -> strike(until));
            }
            pool.shutdown();
            if (!pool.awaitTermination(time.toSeconds() + 30, TimeUnit.SECONDS)) {
                throw new AssertionError("the clients do not end");
            }
        }
        var counts = new TreeMap<Integer, Integer>();
        statuses.forEach(status -> counts.merge(status, 1, Integer::sum));
        return new Result(counts, Duration.ofNanos(System.nanoTime() - began));
    }

    private Void strike(long until) throws InterruptedException {
        while (System.nanoTime() < until) {
            var node = nodes.get(next.getAndIncrement() % nodes.size());
            var request = HttpRequest.newBuilder(node.resolve("/v1/chat/completions"))
                    .header("authorization", "Bearer " + key)
                    .timeout(Duration.ofSeconds(10))
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            try {
                statuses.add(http.send(request, BodyHandlers.ofString()).statusCode());
            } catch (IOException e) {
                statuses.add(0);
            }
        }
        return null;
    }

    /**
     * Judges addresses that are running: {@code KEY PER_MINUTE SECONDS CLIENTS ADDRESS...}. Exits with 1 where too many
     * or too few were admitted.
     */
    public static void main(String[] arguments) throws InterruptedException {
        var nodes = List.of(arguments).subList(4, arguments.length).stream()
                .map(URI::create)
                .toList();
        int perMinute = Integer.parseInt(arguments[1]);
        var result = new Hammer(nodes, arguments[0])
                .run(Duration.ofSeconds(Integer.parseInt(arguments[2])), Integer.parseInt(arguments[3]));
        double allowed = result.allowed(perMinute);
        System.out.printf(
                "%d admitted, %.0f allowed, %.2f %%; answers by status: %s%n",
                result.admitted(), allowed, 100 * result.admitted() / allowed, result.statuses());
        boolean right = result.admitted() <= allowed * 1.01 + 1 && result.admitted() >= allowed * 0.98;
        System.exit(right ? 0 : 1);
    }
}
