package io.frond.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one run of the load tool gave: its own figures, and beside them what the target used meanwhile, by name.
 *
 * <p>Of the load tool: {@code requests, chunks, failed, unsent}, and where there are any {@code latency_p50, latency_p99,
 * transit_p50, transit_p99} in microseconds. Of the runner: {@code seconds} counted, {@code cpu} seconds of the target,
 * {@code rss_before} and {@code rss} in bytes, {@code others}: the share of the machine that neither target, load, mock
 * nor runner used.
 */
record Figures(Map<String, Double> values, String fault) {

    /** Reads {@code name value} lines; the one value that is no number is the fault. */
    static Figures parse(Iterable<String> lines) {
        var values = new LinkedHashMap<String, Double>();
        var fault = "";
        for (String line : lines) {
            int blank = line.indexOf(' ');
            if (blank < 0) {
                continue;
            }
            var name = line.substring(0, blank);
            var value = line.substring(blank + 1);
            if (name.equals("fault")) {
                fault = value;
            } else {
                values.put(name, Double.valueOf(value));
            }
        }
        return new Figures(values, fault);
    }

    Figures with(Map<String, Double> more) {
        var all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Figures(all, fault);
    }

    Optional<Double> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    double value(String name) {
        return values.getOrDefault(name, 0.0);
    }

    double lost() {
        return value("failed") + value("unsent");
    }

    /** How many were done while it counted: chunks of streams, else requests. */
    double done(Case what) {
        return value(what.streams() ? "chunks" : "requests");
    }

    Optional<Double> perSecond(Case what) {
        return get("seconds").map(seconds -> done(what) / seconds);
    }

    /** Microseconds of the target's processor per request or chunk; empty where it has none or nothing was done. */
    Optional<Double> cpuMicros(Case what) {
        return get("cpu").filter(cpu -> cpu > 0 && done(what) > 0).map(cpu -> cpu / done(what) * 1e6);
    }

    /** For a file that keeps every run. */
    String line() {
        return values.entrySet().stream()
                        .map(entry -> entry.getKey() + "="
                                + Spread.number(entry.getValue(), 3).replace(",", ""))
                        .collect(Collectors.joining("\t"))
                + (fault.isEmpty() ? "" : "\tfault=" + fault);
    }
}
