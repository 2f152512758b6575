package io.frond;

import io.frond.account.UsageBook;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.gateway.Gateway;
import io.frond.gateway.Steps;
import io.frond.retrieve.Knowledge;
import io.frond.upstream.Backend;
import io.frond.upstream.EndpointState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One configuration at work. A request keeps the snapshot it began with; parts that did not change live on in the next. */
record Snapshot(
        Config config,
        Map<String, Backend> backends,
        Map<String, Knowledge> knowledge,
        Shared shared,
        Answers answers,
        UsageBook usage,
        Identity identity,
        Steps steps,
        Gateway gateway) {

    /** It is at work from now on. */
    void begin() {
        backends.values().forEach(Backend::appear);
    }

    /**
     * The next stands in its place; only it follows how endpoints come and go. A collection with a new embedder is
     * answered for by the old one until it has its vectors.
     */
    void yieldTo(Snapshot next) {
        backends.forEach((name, backend) -> {
            if (next.backends.get(name) != backend) {
                backend.stopWatching();
            }
        });
        knowledge.forEach((name, known) -> {
            var heir = next.knowledge.get(name);
            if (heir != null && heir != known) {
                boolean unused = heir.inherit(known);
            }
        });
    }

    /** Closes whatever {@code next} does not use; all of it where there is none. */
    Future<Void> retire(@Nullable Snapshot next) {
        var endings = new ArrayList<Future<Void>>();
        backends.forEach((name, backend) -> {
            if (next == null || next.backends.get(name) != backend) {
                endings.add(backend.close());
            }
        });
        knowledge.forEach((name, known) -> {
            var heir = next == null ? null : next.knowledge.get(name);
            if (heir == null || (heir != known && !heir.inheritsFrom(known))) {
                endings.add(known.close());
            }
        });
        endings.add(shared.close(next == null ? null : next.shared));
        if (next == null || next.usage != usage) {
            endings.add(usage.close());
        }
        endings.add(identity.close(next == null ? null : next.identity));
        return Future.join(endings).mapEmpty();
    }

    /** Whether a backend serves a path that Frond itself does not know, by the path's first segment. */
    boolean forwards(String family) {
        return config.backends().values().stream()
                .anyMatch(backend ->
                        backend.paths().contains(family) || backend.paths().contains("*"));
    }

    /** Whether requests can be answered: the default way has an endpoint that is not known to be dead. */
    boolean ready() {
        var usual = config.routes().get(config.defaultRoute());
        var needed = usual == null ? backends.values() : answering(usual);
        return needed.stream().flatMap(backend -> backend.endpoints().stream()).anyMatch(EndpointState::available);
    }

    /** The route's backend and those that answer in its place. */
    private Collection<Backend> answering(RouteConfig route) {
        var own = Objects.requireNonNull(config.backends().get(route.to())).fallback();
        var others = route.fallback() == null ? own : route.fallback();
        return Stream.concat(Stream.of(route.to()), others.stream())
                .map(name -> Objects.requireNonNull(backends.get(name)))
                .toList();
    }
}
