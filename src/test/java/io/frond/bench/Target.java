package io.frond.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One of those that are compared, and how it is started. In all texts {@code @PORT@} stands for where it listens,
 * {@code @OTHER_PORT@} for a second port, {@code @UPSTREAM@} for the mock's host and port, {@code @WORK@}, {@code @ROOT@},
 * {@code @JAVA@} and {@code @CORES@} for what {@link Site} knows.
 *
 * @param needs a program, or a file by its path: without it the target is left out
 * @param config a file of {@code src/test/bench/peers} to be filled in beside the others; empty for none
 * @param headers sent with each request
 * @param version a command in whose output {@code versionIn} finds the version as its first group
 * @param warms whether it gets faster with use
 */
record Target(
        String name,
        String about,
        String needs,
        String config,
        List<String> command,
        List<String> headers,
        List<String> version,
        String versionIn,
        boolean warms) {
    static final String DIRECT = "direct";
    static final String BASE = "nginx";

    private static final String PEERS = "@WORK@/peers/";
    private static final String POM = "<measured.version>(.*?)</";
    private static final String KEY = "fk-bench-key-that-opens-nothing-else";

    /** Everybody, in the order of the table. */
    static List<Target> all() {
        return List.of(nginx(), haproxy(), vertx(), spring(), portkey(), frond());
    }

    private static Target nginx() {
        return new Target(
                BASE,
                "forwards",
                "nginx",
                "nginx.conf",
                List.of("nginx", "-e", "@WORK@/nginx.err", "-c", "@WORK@/nginx.conf"),
                List.of(),
                List.of("nginx", "-v"),
                "nginx/(\\S+)",
                false);
    }

    private static Target haproxy() {
        return new Target(
                "haproxy",
                "forwards",
                "haproxy",
                "haproxy.cfg",
                List.of("haproxy", "-db", "-f", "@WORK@/haproxy.cfg"),
                List.of(),
                List.of("haproxy", "-v"),
                "version (\\d[\\d.]*)",
                false);
    }

    private static Target vertx() {
        return java(
                "vertx-http-proxy",
                "forwards",
                "target/proxy.jar",
                List.of(
                        "-cp",
                        PEERS + "vertx-http-proxy/target/proxy.jar:" + PEERS + "vertx-http-proxy/target/lib/*",
                        "Proxy"));
    }

    private static Target spring() {
        return java(
                "spring-cloud-gateway",
                "forwards by one route",
                "target/gateway.jar",
                List.of("-jar", PEERS + "spring-cloud-gateway/target/gateway.jar"));
    }

    private static Target java(String name, String about, String jar, List<String> rest) {
        var command = new ArrayList<>(List.of("@JAVA@", "-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"));
        command.addAll(rest);
        return new Target(
                name,
                about,
                PEERS + name + "/" + jar,
                "",
                List.copyOf(command),
                List.of(),
                List.of("cat", "@ROOT@/src/test/bench/peers/" + name + "/pom.xml"),
                POM,
                true);
    }

    private static Target portkey() {
        var module = PEERS + "portkey/node_modules/@portkey-ai/gateway/";
        return new Target(
                "portkey",
                "reads and rewrites bodies",
                module + "build/start-server.js",
                "",
                List.of("node", module + "build/start-server.js", "--port=@PORT@", "--headless"),
                List.of(
                        "x-portkey-provider: openai",
                        "x-portkey-custom-host: http://@UPSTREAM@/v1",
                        "Authorization: Bearer none"),
                List.of("cat", module + "package.json"),
                "\"version\": *\"(.*?)\"",
                true);
    }

    private static Target frond() {
        return new Target(
                "frond",
                "key, limits, rules and linear classification, breaker, metrics, access log",
                "@ROOT@/scripts/frond",
                "frond.yaml",
                List.of(
                        "@ROOT@/scripts/frond",
                        "serve",
                        "@WORK@/frond.yaml",
                        "--listen",
                        "@PORT@",
                        "--admin",
                        "@OTHER_PORT@"),
                List.of("Authorization: Bearer " + KEY),
                List.of("git", "-C", "@ROOT@", "describe", "--always", "--dirty"),
                "(\\S+)",
                true);
    }
}
