package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.config.CacheConfig;
import io.frond.config.Config;
import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Operation.Kind;
import io.frond.model.Provenance;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers again what was asked before, when it was asked in the very same words and with the same parameters.
 *
 * <p>A look-up and the fetch after it are one flight per key: whoever comes while it lasts waits for its result, so a
 * thousand equal requests at once are one to the store and one to the model.
 */
public final class ExactCache implements Cache {
    /** A kept response has an id of its own at its service; what Frond does not read, it cannot compare. */
    private static final Set<Kind> KEPT = EnumSet.of(Kind.CHAT, Kind.COMPLETION, Kind.EMBEDDING);

    private final CacheConfig config;
    private final Keying keying;
    private final Shelf shelf;
    private final Semantic semantic;
    private final Flights flights = new Flights();

    /** @param store kept over reloads */
    public ExactCache(Config config, CacheStore store, Currency currency, Workers workers) {
        this(config, store, currency, workers, null);
    }

    /**
     * One that also answers what was asked in other words, on routes that say so.
     *
     * @param meanings null where none does
     */
    public ExactCache(
            Config config, CacheStore store, Currency currency, Workers workers, @Nullable Meanings meanings) {
        this.config = config.cache();
        this.keying = new Keying(config, workers);
        this.shelf = new Shelf(store, currency, config.cache().ttl());
        this.semantic = meanings == null ? Semantic.OFF : new SemanticRecall(config, keying, shelf, workers, meanings);
    }

    @Override
    public Future<Found> recall(Tenant tenant, Ask ask) {
        if (!answers(ask)) {
            return fetch(ask, Unkept.FILL, Status.BYPASS);
        }
        var wishes = ask.wishes().cache();
        if (wishes.keepNothing() && wishes.freshOnly()) {
            return fetch(ask, Unkept.FILL, Status.REQUEST);
        }
        return keying.key(tenant, ask)
                .compose(key -> key.isPresent()
                        ? kept(new Asked(tenant, ask, key.get()))
                        : fetch(ask, Unkept.FILL, Status.BYPASS));
    }

    private Future<Found> kept(Asked asked) {
        return recall(asked).map(found -> found.forgottenBy(shelf.forgetting(asked.key())));
    }

    /** Nobody wants the same answer twice who asked for chance, or for tools to be used. */
    private boolean answers(Ask ask) {
        var temperature = ask.fields().temperature();
        var most = config.maxTemperature() == null ? 0 : config.maxTemperature();
        return config.enabled()
                && KEPT.contains(ask.operation().kind())
                && !ask.fields().tools()
                && (temperature == null || temperature <= most);
    }

    private Future<Found> recall(Asked asked) {
        var wishes = asked.ask().wishes().cache();
        if (wishes.freshOnly()) {
            return fetch(asked.ask(), alone(asked), Status.REQUEST);
        }
        if (wishes.cachedOnly() || wishes.keepNothing()) {
            return shelf.look(asked.key()).compose(looked -> peek(looked, asked.ask()));
        }
        return flights.join(asked.key(), asked.ask().caller()).compose(turn -> switch (turn) {
            case Turn.Lead lead -> lead(asked, lead);
            case Turn.Answer answer -> answer(answer, asked);
            case Turn.Alone alone -> fetch(asked.ask(), alone(asked), Status.MISS);
        });
    }

    /** For those who leave nothing behind, and so lead nobody. */
    private static Future<Found> peek(Shelf.Looked looked, Ask ask) {
        var held = looked.held();
        if (held.isEmpty()) {
            return fetch(ask, Unkept.FILL, looked.stale() ? Status.STALE : Status.MISS);
        }
        return admits(ask, held.get())
                ? Future.succeededFuture(hit(held.get(), ask))
                : fetch(ask, Unkept.FILL, Status.AGED);
    }

    private static boolean admits(Ask ask, Held held) {
        return ask.wishes().cache().admits(held.age());
    }

    private Future<Found> lead(Asked asked, Turn.Lead lead) {
        return shelf.look(asked.key())
                .compose(looked -> looked.held()
                        .map(held ->
                                Future.succeededFuture(found(held, new Leading(asked, lead, Semantic.Look.NOTHING))))
                        .orElseGet(() -> semantic.look(asked)
                                .map(look -> resembling(new Leading(asked, lead, look), looked.stale()))))
                .onFailure(bug -> lead.duty().failed());
    }

    /** Who leads a flight to a key, and what was asked like it. */
    private record Leading(Asked asked, Turn.Lead lead, Semantic.Look look) {
        Ask ask() {
            return asked.ask();
        }
    }

    private Found found(Held held, Leading leading) {
        if (!admits(leading.ask(), held)) {
            return missed(leading, Status.AGED);
        }
        leading.lead.duty().answered(held, true);
        return hit(held, leading.ask());
    }

    private Found resembling(Leading leading, boolean stale) {
        var held = leading.look.held();
        if (held == null) {
            var otherwise = stale ? Status.STALE : Status.MISS;
            return missed(leading, leading.look.aged() ? Status.AGED : otherwise);
        }
        leading.lead.duty().answered(held, true);
        return new Found.Hit(
                Replay.of(held, Map.of(), leading.ask().caller()),
                held.kept().provenance(),
                Status.hit(held),
                new Resembling(leading),
                null);
    }

    private Found missed(Leading leading, String status) {
        var lead = leading.lead;
        var fill = new Recording(learning(leading), lead.duty(), leading.ask().caller(), lead.everyone());
        return new Found.Miss(lead.everyone(), fill, status);
    }

    private Recording.Keeper learning(Leading leading) {
        return answer ->
                shelf.keep(leading.asked, answer).onSuccess(kept -> kept.ifPresent(fresh -> leading.look.learn(fresh)));
    }

    /** An answer was given to a question in other words. */
    private final class Resembling implements Found.Beside {
        private final Leading leading;

        Resembling(Leading leading) {
            this.leading = leading;
        }

        @Override
        public void decided(String decision) {
            leading.look.decided(decision);
        }

        @Override
        public Found.@Nullable Fill check() {
            var nobody = new Caller();
            return leading.look.check() ? new Recording(learning(leading), Turn.Duty.NONE, nobody, nobody) : null;
        }
    }

    private Found.Fill alone(Asked asked) {
        var caller = asked.ask().caller();
        return new Recording(answer -> shelf.keep(asked, answer), Turn.Duty.NONE, caller, caller);
    }

    private static Future<Found> fetch(Ask ask, Found.Fill fill, String status) {
        if (ask.wishes().cache().cachedOnly()) {
            return Future.failedFuture(Refused.of(
                    Reason.POLICY_CACHE,
                    "The answer is not in the cache, and 'cache-control: only-if-cached' forbids to fetch it."));
        }
        return Future.succeededFuture(new Found.Miss(ask.caller(), fill, status));
    }

    private Future<Found> answer(Turn.Answer answer, Asked asked) {
        var ask = asked.ask();
        if (!admits(ask, answer.held())) {
            return fetch(ask, alone(asked), Status.AGED);
        }
        return Future.succeededFuture(
                answer.found() ? hit(answer.held(), ask) : hit(answer.held(), ask, Status.COLLAPSED));
    }

    private static Found hit(Held held, Ask ask) {
        return hit(held, ask, Status.hit(held));
    }

    private static Found hit(Held held, Ask ask, String status) {
        return new Found.Hit(
                Replay.of(held, Map.of(), ask.caller()), held.kept().provenance(), status);
    }

    /** Nothing is kept, and nobody waits. */
    private enum Unkept implements Found.Fill {
        FILL;

        @Override
        public Reply with(Reply reply, Provenance provenance) {
            return reply;
        }

        @Override
        public void abandon() {}
    }
}
