package io.frond.soak;

import io.frond.faults.Heard;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How the requests ended. Thread-safe. */
final class Tally {
    private final Map<String, Integer> endings = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Duration> whole = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Duration> firstTokens = new ConcurrentLinkedQueue<>();

    /** Judges an answer. */
    void heard(String nonce, Heard heard) {
        var ending = heard.ending(nonce);
        if (ending.equals("complete")) {
            whole.add(heard.took());
            count("complete");
            if (heard.firstToken() != null
                    && heard.headers().firstValue("content-type").orElse("").contains("event")) {
                firstTokens.add(heard.firstToken());
            }
        } else if (ending.equals("error")) {
            count("error " + heard.status() + " " + heard.error().getString("code", ""));
        } else {
            wrong(nonce + ": " + ending);
        }
    }

    void left() {
        count("left by the client");
    }

    void wrong(String what) {
        count("wrong");
        wrong.add(what.length() > 300 ? what.substring(0, 300) + " ..." : what);
    }

    private void count(String ending) {
        endings.merge(ending, 1, Integer::sum);
    }

    int all() {
        return endings.values().stream().mapToInt(Integer::intValue).sum();
    }

    int complete() {
        return endings.getOrDefault("complete", 0);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    String words() {
        return new TreeMap<>(endings) + "\n  first token, whole streams: " + spread(firstTokens)
                + "\n  last byte, whole answers:   " + spread(whole);
    }

    private static String spread(Iterable<Duration> all) {
        var millis = java.util.stream.StreamSupport.stream(all.spliterator(), false)
                .mapToLong(Duration::toMillis)
                .sorted()
                .toArray();
        return millis.length == 0
                ? "none"
                : "p50 %d, p95 %d, p99 %d, most %d ms"
                        .formatted(at(millis, 50), at(millis, 95), at(millis, 99), at(millis, 100));
    }

    private static long at(long[] sorted, int percent) {
        return Arrays.stream(sorted)
                .skip(Math.min(sorted.length - 1L, (long) sorted.length * percent / 100))
                .findFirst()
                .orElseThrow();
    }
}
