package io.frond;

import io.frond.account.AccessLog;
import io.frond.account.Accounts;
import io.frond.account.RequestLedger;
import io.frond.account.UsageBook;
import io.frond.cli.Failure;
import io.frond.config.BackendConfig;
import io.frond.config.CacheConfig;
import io.frond.config.Config;
import io.frond.config.KnowledgeConfig;
import io.frond.gateway.Gateway;
import io.frond.gateway.Steps;
import io.frond.limit.RoughEstimates;
import io.frond.limit.TenantLimiter;
import io.frond.retrieve.Described;
import io.frond.retrieve.Knowledge;
import io.frond.store.RedisLink;
import io.frond.tenant.ConfiguredTenants;
import io.frond.upstream.Backend;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot from a configuration: takes over what the one before has alike, opens the rest. */
final class Assembly {
    private final Foundation foundation;
    private final AccessLog log;
    private final Config config;
    private final @Nullable Snapshot before;
    private final List<Supplier<Future<Void>>> opened = new ArrayList<>();

    Assembly(Foundation foundation, AccessLog log, Config config, @Nullable Snapshot before) {
        this.foundation = foundation;
        this.log = log;
        this.config = config;
        this.before = before;
    }

    /**
     * Completes when every document can be found and every route can be chosen. Where that fails, whatever was opened
     * for it is closed again: nobody else knows of it.
     */
    Future<Snapshot> snapshot() {
        return foundation
                .vertx
                .executeBlocking(this::open)
                .compose(this::completed)
                .compose(this::recollected)
                .recover(failed -> undo().transform(undone -> Future.failedFuture(failed)));
    }

    /** Waits for both even where one fails: what is still starting cannot be closed. */
    private Future<Snapshot> completed(Opened opened) {
        return Future.join(started(opened.knowledge()), ways(opened), identity())
                .map(done -> snapshot(opened, done.resultAt(1), done.resultAt(2)));
    }

    private Future<Snapshot> recollected(Snapshot assembled) {
        return before == null ? Recollection.of(assembled, foundation.clock) : Future.succeededFuture(assembled);
    }

    private Future<Void> undo() {
        return Future.join(opened.stream().map(Supplier::get).toList()).mapEmpty();
    }

    /** On a worker: loading the classes of clients and search engines would hold up an event loop. */
    private Opened open() {
        var shared = shared();
        return new Opened(backends(), knowledge(), shared, answers(config.cache(), shared), usage());
    }

    private record Opened(
            Map<String, Backend> backends,
            Map<String, Knowledge> knowledge,
            Shared shared,
            Answers answers,
            UsageBook usage) {}

    /** Where this snapshot does not come about, what it does not share with the one before is closed again. */
    private Future<Identity> identity() {
        var last = before == null ? null : before.identity();
        return Identity.next(last, config, foundation).onSuccess(known -> opened.add(() -> known.close(last)));
    }

    private Future<Paving.Paved> ways(Opened opened) {
        var ground = new Paving.Ground(opened.backends(), opened.knowledge(), opened.answers());
        return new Paving(foundation, config, ground).paved();
    }

    private Snapshot snapshot(Opened opened, Paving.Paved ways, Identity identity) {
        var steps = new Steps(
                ConfiguredTenants.of(config, identity.sources()),
                new TenantLimiter(
                        config,
                        opened.shared().limits(),
                        foundation.reservations,
                        new RoughEstimates(config, foundation.tokens, config.prices())),
                foundation.affinity,
                ways.usual(),
                ways.own(),
                new RequestLedger(foundation.metrics, log, foundation.clock, accounts(opened.usage())),
                foundation.decisions);
        return new Snapshot(
                config,
                opened.backends(),
                opened.knowledge(),
                opened.shared(),
                opened.answers(),
                opened.usage(),
                identity,
                steps,
                new Gateway(steps, foundation.clock));
    }

    private Accounts accounts(UsageBook book) {
        return new Accounts(
                config.prices(),
                foundation.tokens,
                book,
                config.usage().tags(),
                foundation.answered,
                foundation.ratings);
    }

    /** A folder has one book: what is in place stays until the next start, unless it is kept elsewhere from now on. */
    private UsageBook usage() {
        var wanted = config.usage();
        if (before != null && before.config().usage().isKeptAs(wanted) && sameRedis(before.config())) {
            return before.usage();
        }
        try {
            var desk = new UsageBook.Desk(foundation.vertx, foundation.books, foundation.clock);
            var book = UsageBook.open(wanted, desk, usageLink());
            opened.add(book::close);
            return book;
        } catch (FileSystemException e) {
            throw Failure.config("usage.folder: cannot be written to: " + e);
        } catch (IOException e) {
            throw Failure.config("usage.folder: " + e.getMessage());
        }
    }

    private boolean sameRedis(Config last) {
        return !config.usage().inRedis() || Objects.equals(last.redis(), config.redis());
    }

    private @Nullable RedisLink usageLink() {
        var redis = config.redis();
        return redis == null || !config.usage().inRedis()
                ? null
                : RedisLink.open(foundation.vertx, redis, foundation.clock, foundation.draws, UsageBook.REDIS_PATIENCE);
    }

    private Map<String, Backend> backends() {
        var backends = new LinkedHashMap<String, Backend>();
        config.backends().forEach((name, wanted) -> backends.put(name, backend(wanted)));
        return backends;
    }

    private Backend backend(BackendConfig wanted) {
        if (before != null && wanted.equals(before.config().backends().get(wanted.name()))) {
            return Objects.requireNonNull(before.backends().get(wanted.name()));
        }
        var dialect = Objects.requireNonNull(Plugins.DIALECTS.get(wanted.dialect()));
        var balancer =
                Objects.requireNonNull(Plugins.BALANCERS.get(wanted.balance().by()));
        var last = before == null ? null : before.backends().get(wanted.name());
        var backend = new Backend(wanted, dialect.get(), balancer.get(), foundation.surroundings(), last);
        opened.add(backend::close);
        return backend;
    }

    private Map<String, Knowledge> knowledge() {
        var knowledge = new LinkedHashMap<String, Knowledge>();
        config.collections().forEach((name, wanted) -> knowledge.put(name, knowledge(wanted)));
        return knowledge;
    }

    private Knowledge knowledge(KnowledgeConfig wanted) {
        if (before != null && wanted.equals(before.config().collections().get(wanted.name()))) {
            return Objects.requireNonNull(before.knowledge().get(wanted.name()));
        }
        var source = Described.of(
                Sources.open(wanted.source(), foundation), wanted.terms().acl(), foundation.documents);
        var knowledge = Shelving.open(foundation, wanted, source);
        opened.add(knowledge::close);
        return knowledge;
    }

    private Future<Void> started(Map<String, Knowledge> knowledge) {
        List<Future<Void>> starts = new ArrayList<>();
        knowledge.forEach((name, one) -> {
            if (before == null || before.knowledge().get(name) != one) {
                var start = one.start();
                if (one.near()) {
                    starts.add(start);
                }
            }
        });
        return Future.join(starts).mapEmpty();
    }

    private Shared shared() {
        var shared = before == null
                ? Shared.open(config, foundation)
                : before.shared().next(before.config(), config, foundation);
        opened.add(() -> shared.close(before == null ? null : before.shared()));
        return shared;
    }

    private Answers answers(CacheConfig wanted, Shared shared) {
        return before == null
                ? Answers.open(wanted, shared.link(), foundation)
                : before.answers().next(before.config().cache(), wanted, shared.link(), foundation);
    }
}
