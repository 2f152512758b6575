package io.frond.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Digest of everything that can change an answer: models and where they are, routes, knowledge and classification; not
 * keys, limits, time-outs, the cache or the log. Every part goes in with its length before it, so that no two
 * configurations run together.
 */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** 64 hex digits. */
    static String of(Config config) {
        return of(config.backends(), config.ways());
    }

    /** The same of these parts alone. */
    static String of(Map<String, BackendConfig> backends, WaysConfig ways) {
        var print = new Fingerprint();
        new TreeMap<>(backends).values().forEach(print::backend);
        new TreeMap<>(ways.knowledge()).values().forEach(print::knowledge);
        ways.routes().values().forEach(print::route);
        print.add("classify", ways.classify().embed(), ways.classify().minMargin(), ways.defaultRoute());
        print.addAll(ways.classify().models());
        print.add(ways.classify().mistake());
        return HexFormat.of().formatHex(print.digest.digest());
    }

    private void backend(BackendConfig backend) {
        add("backend", backend.name(), backend.kind(), backend.dialect(), backend.model());
        addAll(backend.models());
        addAll(backend.endpoints().stream().map(BackendConfig.Endpoint::url).toList());
    }

    private void knowledge(KnowledgeConfig knowledge) {
        KnowledgeConfig.Search search = knowledge.search();
        add("knowledge", knowledge.name(), knowledge.index(), knowledge.source(), knowledge.chunk());
        add(search.topK(), search.minScore(), search.dense(), search.context());
        var embedder = knowledge.services().embedder();
        add(embedder == null ? null : embedder.space());
        add(knowledge.terms());
    }

    private void route(RouteConfig route) {
        add("route", route.name(), route.to(), route.with());
        addAll(route.examples());
        RouteConfig.When when = route.when();
        if (when != null) {
            add("when", when.model(), when.tools(), when.match());
            Map<String, String> headers = new TreeMap<>(when.headers());
            addAll(headers.keySet());
            addAll(headers.values());
        }
    }

    private void addAll(Collection<?> parts) {
        add(parts.size());
        parts.forEach(this::add);
    }

    private void add(@Nullable Object... parts) {
        for (Object part : parts) {
            byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + (part == null ? "?" : ":")).getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }
}
