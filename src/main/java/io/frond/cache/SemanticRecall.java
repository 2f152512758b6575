package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.cache.Calibration.Trial;
import io.frond.cache.Pool.Sight;
import io.frond.config.CacheConfig;
import io.frond.config.Config;
import io.frond.config.RouteConfig;
import io.frond.model.Ask;
import io.frond.model.CacheControl;
import io.frond.model.Message;
import io.frond.model.Operation.Kind;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers what was asked before in other words, on the routes that opted in.
 *
 * <p>Only the last question may differ; tenant, instructions, history and all parameters are the same. Its vector is
 * made on a worker within a deadline, and where it is late the question counts as new. What is learnt of an answer is
 * learnt when the client has it.
 */
final class SemanticRecall implements Semantic {
    /** A search of more holds the event loop for longer than a tenth of a millisecond. */
    private static final int INLINE = 8_000;
    /** What the model of the vectors sees whole. */
    private static final int LONGEST = 800;

    private static final int SHORTEST = 4;

    private final CacheConfig.Semantic config;
    private final Map<String, Double> errors = new HashMap<>();
    private final Map<String, RouteConfig> routes;
    private final Keying keying;
    private final Shelf shelf;
    private final Workers workers;
    private final Meanings meanings;
    private final Judge judge;

    SemanticRecall(Config config, Keying keying, Shelf shelf, Workers workers, Meanings meanings) {
        this.config = config.cache().semantic();
        this.routes = config.routes();
        this.keying = keying;
        this.shelf = shelf;
        this.workers = workers;
        this.meanings = meanings;
        this.judge = new Judge(meanings.embedders(), workers);
        config.routes().forEach((name, route) -> {
            if (route.semantic().on()) {
                var own = route.semantic().error();
                errors.put(name, own == null ? this.config.error() : own);
            }
        });
    }

    @Override
    public Future<Look> look(Asked asked) {
        if (!concerns(asked.tenant(), asked.ask())) {
            return Future.succeededFuture(Look.NOTHING);
        }
        var scope = keying.scope(asked.tenant(), asked.ask());
        return scope.isEmpty() ? Future.succeededFuture(Look.NOTHING) : new Question(asked, scope.get()).look();
    }

    /** A text of usual length that is the last word, of which the answer may be used on one of these routes. */
    private boolean concerns(Tenant tenant, Ask ask) {
        var messages = ask.fields().messages();
        if (ask.operation().kind() != Kind.CHAT || messages.isEmpty() || !optedIn(tenant, ask)) {
            return false;
        }
        var last = messages.getLast();
        int length = last.text().strip().length();
        return last.role().equals("user")
                && messages.stream().noneMatch(Message::image)
                && length >= SHORTEST
                && length <= LONGEST
                && !meanings.now().test(last.text());
    }

    private boolean optedIn(Tenant tenant, Ask ask) {
        var wished = ask.wishes().route();
        var named = wished == null ? ask.fields().model() : wished;
        return routes.containsKey(named)
                ? errors.containsKey(named)
                : tenant.routes().stream().anyMatch(errors::containsKey);
    }

    private Calibration calibration(String tenant, String route) {
        return meanings.likeness()
                .calibration(tenant, route, errors.getOrDefault(route, config.error()), config.checks());
    }

    /** One question on its way. What is found of it is set before the look is handed out, and not changed then. */
    private final class Question implements Look {
        private final String tenant;
        private final String text;
        private final CacheControl control;
        private final String scope;
        private final String key;
        private @Nullable Future<float[]> vector;
        private Sight sight = Sight.NOTHING;
        private @Nullable Pool pool;
        private @Nullable Trial trial;
        private @Nullable Held held;
        private boolean aged;

        Question(Asked asked, String scope) {
            this.tenant = asked.tenant().name();
            this.text = asked.ask().question().strip();
            this.control = asked.ask().wishes().cache();
            this.scope = scope;
            this.key = asked.key();
        }

        /** Where nothing was asked in its scope yet, nobody waits for a vector. */
        Future<Look> look() {
            var there = meanings.likeness().pool(scope);
            if (there.isEmpty() || !meanings.embedders().succeeded()) {
                return Future.succeededFuture(this);
            }
            var ready = meanings.embedders().result();
            var made = ready.questions().embed(List.of(text)).map(List::getFirst);
            vector = made;
            return made.timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .compose(known -> search(there.get(), known))
                    .compose(found -> weigh(there.get(), found))
                    .recover(late -> Future.succeededFuture())
                    .map(this);
        }

        private Future<Sight> search(Pool in, float[] made) {
            return in.size() <= INLINE
                    ? Future.succeededFuture(in.look(new Wording(text), made))
                    : workers.run(() -> in.look(new Wording(text), made));
        }

        private Future<Void> weigh(Pool in, Sight found) {
            var best = found.best();
            if (best == null) {
                return Future.succeededFuture();
            }
            var calibration = calibration(tenant, best.route);
            var considered = calibration.consider(found.evidence());
            sight = found;
            pool = in;
            trial = considered;
            return considered.hit()
                    ? shelf.look(best.key).map(looked -> give(looked.held(), in, best))
                    : Future.succeededFuture();
        }

        private Void give(Optional<Held> kept, Pool in, Entry best) {
            var given = trial;
            if (given == null) {
                return null;
            }
            if (kept.isEmpty()) {
                calibration(tenant, best.route).withdrawn(given);
                in.remove(best);
            } else if (!control.admits(kept.get().age())) {
                calibration(tenant, best.route).withdrawn(given);
                aged = true;
            } else {
                held = kept.get().by(told(given));
            }
            return null;
        }

        private String told(Trial given) {
            var evidence = sight.evidence();
            double similarity = evidence == null ? 0 : evidence.similarity();
            return Status.semantic(similarity, given.probability(), given.threshold());
        }

        @Override
        public @Nullable Held held() {
            return held;
        }

        @Override
        public boolean aged() {
            return aged;
        }

        @Override
        public boolean check() {
            return trial != null && trial.check();
        }

        @Override
        public void decided(String decision) {
            var best = sight.best();
            var in = pool;
            var given = trial;
            if (best != null && in != null && given != null) {
                var calibration = calibration(tenant, best.route);
                meanings.likeness().decided(decision, new Likeness.Given(in, best, calibration, given));
            }
        }

        @Override
        public void learn(Kept fresh) {
            var route = fresh.provenance().route();
            if (errors.containsKey(route)) {
                var unused = vector().compose(made -> compare(fresh, new Entry(text, key, route), made))
                        .onSuccess(made -> {})
                        .otherwiseEmpty();
            }
        }

        private Future<float[]> vector() {
            var asked = vector;
            return asked == null
                    ? meanings.embedders()
                            .compose(ready -> ready.bulk().embed(List.of(text)))
                            .map(List::getFirst)
                    : asked;
        }

        /** With the answers of the most alike, one after the other; then this one is known as well. */
        private Future<Void> compare(Kept fresh, Entry entry, float[] made) {
            if (trial == null) {
                late(entry, made);
            }
            var compared = Future.<Void>succeededFuture();
            for (Entry rival : sight.rivals()) {
                compared = compared.compose(before -> compare(fresh, entry, rival));
            }
            return compared.onSuccess(done -> meanings.likeness().add(scope, entry, made));
        }

        /** Nobody has looked yet: the scope was empty, or the vector late. */
        private void late(Entry entry, float[] made) {
            var there = meanings.likeness().pool(scope);
            pool = there.orElse(null);
            sight = there.map(in -> in.look(new Wording(text), made)).orElse(Sight.NOTHING);
            var best = sight.best();
            trial = calibration(tenant, best == null ? entry.route : best.route).missed(sight.evidence());
        }

        private Future<Void> compare(Kept fresh, Entry entry, Entry rival) {
            return shelf.look(rival.key).compose(looked -> {
                if (looked.held().isEmpty()) {
                    forget(rival);
                    return Future.succeededFuture();
                }
                return judge.same(fresh, looked.held().get().kept()).map(same -> judged(entry, rival, same));
            });
        }

        private void forget(Entry rival) {
            if (pool != null) {
                pool.remove(rival);
            }
        }

        private Void judged(Entry entry, Entry rival, boolean same) {
            var in = pool;
            var known = trial;
            if (in != null && same) {
                in.same(entry, rival);
            }
            if (in != null && known != null && rival == sight.best()) {
                in.judged(rival, same);
                calibration(tenant, rival.route).judged(known, same);
            }
            return null;
        }
    }
}
