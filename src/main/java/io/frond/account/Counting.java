package io.frond.account;

import io.frond.observe.Metrics;

/** From a line to the metrics. */
final class Counting {
    private static final String NONE = "none";

    private Counting() {}

    static void count(Line line, Metrics metrics) {
        var tenant = orNone(line.tenant());
        var route = orNone(line.route());
        metrics.request(tenant, route, line.error().isEmpty() ? "succeeded" : line.error());
        if (!line.by().isEmpty()) {
            metrics.decision(tenant, route, line.by());
            margin(line, route, metrics);
        }
        if (!line.cache().isEmpty()) {
            metrics.cache(tenant, line.cache());
        }
        if (line.error().startsWith("policy_")) {
            metrics.limited(tenant, line.error().substring("policy_".length()));
        }
        times(line, route, metrics);
        tokens(line, metrics);
    }

    private static void margin(Line line, String route, Metrics metrics) {
        var margin = line.margin();
        if (margin != null && Double.isFinite(margin)) {
            metrics.margin(route, margin);
        }
    }

    /** What it used and costs. */
    static void count(Line line, Bill bill, Metrics metrics) {
        var usage = bill.usage();
        var cost = bill.cost();
        if (usage.total() > 0) {
            metrics.used(orNone(line.tenant()), orNone(line.route()), usage);
        }
        if (cost != null) {
            metrics.cost(orNone(line.tenant()), orNone(line.route()), bill.backend(), cost);
        }
        if (bill.unpriced()) {
            metrics.unpriced(orNone(line.tenant()), bill.backend());
        }
    }

    private static void times(Line line, String route, Metrics metrics) {
        var operation = orNone(line.operation());
        metrics.duration(operation, route, line.millis());
        var overhead = line.overheadMillis();
        if (overhead != null) {
            metrics.overhead(overhead);
        }
        var firstByte = line.firstByteMillis();
        if (line.stream() && firstByte != null) {
            metrics.firstToken(operation, route, firstByte);
            perToken(line, firstByte, operation, route, metrics);
        }
    }

    /** The first token is there with the first byte; of a stream from the cache nothing can be told. */
    private static void perToken(Line line, double firstByte, String operation, String route, Metrics metrics) {
        var out = line.tokensOut();
        if (out != null && out > 1) {
            metrics.perToken(operation, route, (line.millis() - firstByte) / (out - 1));
        }
    }

    private static void tokens(Line line, Metrics metrics) {
        var in = line.tokensIn();
        var out = line.tokensOut();
        if (in != null && out != null) {
            metrics.tokens(orNone(line.operation()), orNone(backend(line.endpoint())), in, out);
        }
    }

    private static String backend(String endpoint) {
        int ordinal = endpoint.lastIndexOf('#');
        return ordinal < 0 ? endpoint : endpoint.substring(0, ordinal);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
