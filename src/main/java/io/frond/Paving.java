package io.frond;

import io.frond.cache.Cache;
import io.frond.cache.ExactCache;
import io.frond.cache.Idempotent;
import io.frond.cache.Meanings;
import io.frond.classify.Classifier;
import io.frond.classify.Classifiers;
import io.frond.config.Config;
import io.frond.config.TenantConfig;
import io.frond.embed.Embedders;
import io.frond.files.FileSearch;
import io.frond.gateway.Ways;
import io.frond.model.Source;
import io.frond.retrieve.Grounding;
import io.frond.retrieve.Knowledge;
import io.frond.retrieve.Retriever;
import io.frond.route.ConfiguredPolicy;
import io.frond.route.Policy;
import io.frond.upstream.Backend;
import io.frond.upstream.Upstream;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ways of one configuration: those of everybody, then those of each tenant with an override, in which every
 * step that has nothing to do otherwise is the one of everybody. Of no use for a second time.
 */
final class Paving {
    private final Foundation foundation;
    private final Config config;
    private final Ground ground;
    private final Classifiers classifiers;
    private final Retriever retriever;

    /** What all ways lead over. */
    record Ground(Map<String, Backend> backends, Map<String, Knowledge> knowledge, Answers answers) {}

    /** @param own by the tenant's name */
    record Paved(Ways usual, Map<String, Ways> own) {}

    Paving(Foundation foundation, Config config, Ground ground) {
        this.foundation = foundation;
        this.config = config;
        this.ground = ground;
        this.classifiers = new Classifiers(foundation.vertx, foundation.documents);
        this.retriever = new FileSearch(
                Grounding.over(ground.knowledge(), foundation.vertx, foundation.clock), () -> foundation.kept);
    }

    /** Completes when every route can be chosen. */
    Future<Paved> paved() {
        return classifier(config).compose(classifier -> {
            var usual = new Ways(
                    cache(config), classifier, policy(config), retriever, Chains.of(config, ground.backends()));
            return own(usual).map(own -> new Paved(usual, own));
        });
    }

    /** One after the other: they learn on the same few workers. */
    private Future<Map<String, Ways>> own(Ways usual) {
        var all = new HashMap<String, Ways>();
        var made = Future.<Void>succeededFuture();
        for (TenantConfig tenant : config.tenants().values()) {
            if (tenant.own() != null) {
                made = made.compose(before -> own(config.of(tenant.name()), usual))
                        .onSuccess(ways -> all.put(tenant.name(), ways))
                        .mapEmpty();
            }
        }
        return made.map(all);
    }

    private Future<Ways> own(Config own, Ways usual) {
        var classifier = own.routes().equals(config.routes()) && own.classify().equals(config.classify())
                ? Future.succeededFuture(usual.classifier())
                : classifier(own);
        return classifier.map(
                learnt -> new Ways(cache(own, usual), learnt, policy(own, usual), retriever, chains(own, usual)));
    }

    private Cache cache(Config own, Ways usual) {
        return own.cache().equals(config.cache())
                        && own.version().equals(config.version())
                        && own.routes().equals(config.routes())
                ? usual.cache()
                : cache(own);
    }

    private Policy policy(Config own, Ways usual) {
        return own.routes().equals(config.routes())
                        && own.defaultRoute().equals(config.defaultRoute())
                        && own.classify().equals(config.classify())
                ? usual.policy()
                : policy(own);
    }

    private Policy policy(Config wanted) {
        return ConfiguredPolicy.of(wanted, new Standings(wanted, ground, foundation.clock));
    }

    private Map<String, Upstream> chains(Config own, Ways usual) {
        return own.routes().equals(config.routes()) ? usual.backends() : Chains.of(own, ground.backends());
    }

    private Future<Classifier> classifier(Config wanted) {
        var embedders =
                wanted.classify().embed().equals("off") || wanted.routes().size() < 2
                        ? Optional.<Future<Embedders>>empty()
                        : Optional.of(foundation.embedders());
        return classifiers.of(wanted, embedders);
    }

    private Cache cache(Config wanted) {
        var exact =
                new ExactCache(wanted, ground.answers().asked(), this::current, foundation.requests, meanings(wanted));
        return new Idempotent(
                exact, wanted.cache().idempotency(), ground.answers().keyed(), foundation.requests);
    }

    private @Nullable Meanings meanings(Config wanted) {
        boolean semantic = wanted.cache().enabled()
                && wanted.routes().values().stream()
                        .anyMatch(route -> route.semantic().on());
        return semantic ? new Meanings(ground.answers().likeness(), foundation.embedders()) : null;
    }

    private boolean current(Source source) {
        var from = ground.knowledge().get(source.knowledge());
        return from != null && from.current(source);
    }
}
