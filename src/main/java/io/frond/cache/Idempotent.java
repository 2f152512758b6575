package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.config.CacheConfig;
import io.frond.model.Ask;
import io.frond.model.Caller;
import io.frond.model.Provenance;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a request that is sent again under its {@code Idempotency-Key} with what it was answered the first time.
 *
 * <p>The first request under a key goes on to the cache behind this one, and whoever sends it again meanwhile waits for
 * its end: the look-up, the fetch and the keeping are one flight per key. Kept is whatever the model service had to say
 * to the request, its refusal of a bad one too, and unlike in the cache for everybody an answer that chance, tools or a
 * limit of length had a part in. What failed is not kept: sent again, it is tried again. So is what every client has
 * left before its end, and what is too large to keep.
 */
public final class Idempotent implements Cache {
    private static final String HEADER = "Idempotency-Key";
    private static final Map<String, String> REPLAYED = Map.of("idempotent-replayed", "true");

    private final Cache behind;
    private final CacheConfig.Idempotency config;
    private final KeyedAnswers answers;
    private final Workers workers;

    /** @param answers kept over reloads */
    public Idempotent(Cache behind, CacheConfig.Idempotency config, KeyedAnswers answers, Workers workers) {
        this.behind = behind;
        this.config = config;
        this.answers = answers;
        this.workers = workers;
    }

    /** Fails with {@link Refused} where the key came with another request before. */
    @Override
    public Future<Found> recall(Tenant tenant, Ask ask) {
        var key = ask.wishes().idempotencyKey();
        if (key == null || !config.enabled() || ask.wishes().cache().keepNothing()) {
            return behind.recall(tenant, ask);
        }
        var place = RequestDigest.place(tenant, key);
        return digest(ask).compose(digest -> new Keyed(tenant, ask, place, digest).recall());
    }

    private Future<String> digest(Ask ask) {
        return ask.body().length() > Keying.LARGE
                ? workers.run(() -> RequestDigest.of(ask))
                : Future.succeededFuture(RequestDigest.of(ask));
    }

    /** One request under a key. */
    private final class Keyed {
        private final Tenant tenant;
        private final Ask ask;
        private final String place;
        private final String digest;

        Keyed(Tenant tenant, Ask ask, String place, String digest) {
            this.tenant = tenant;
            this.ask = ask;
            this.place = place;
            this.digest = digest;
        }

        Future<Found> recall() {
            return answers.flights
                    .join(place, digest, ask.caller())
                    .map(turn -> turn.compose(this::take))
                    .orElseGet(() -> Future.failedFuture(another()));
        }

        private Future<Found> take(Turn turn) {
            return switch (turn) {
                case Turn.Lead lead -> lead(lead);
                case Turn.Answer answer -> again(answer.held(), answer.found());
                case Turn.Alone alone -> fetch(Turn.Duty.NONE, ask.caller());
            };
        }

        private Future<Found> lead(Turn.Lead lead) {
            return answers.store
                    .get(place)
                    .compose(held ->
                            held.isPresent() ? found(held.get(), lead.duty()) : fetch(lead.duty(), lead.everyone()))
                    .onFailure(none -> lead.duty().failed());
        }

        private Future<Found> found(Held held, Turn.Duty duty) {
            duty.answered(held, true);
            return again(held, true);
        }

        private Future<Found> again(Held held, boolean found) {
            if (!held.kept().origin().request().equals(digest)) {
                return Future.failedFuture(another());
            }
            var reply = Replay.of(held, REPLAYED, ask.caller());
            var status = found ? Status.replayed(held.left()) : Status.AWAITED;
            return Future.succeededFuture(new Found.Hit(reply, held.kept().provenance(), status));
        }

        private Future<Found> fetch(Turn.Duty duty, Caller everyone) {
            var recording = new Recording(this::keep, duty, ask.caller(), everyone);
            return behind.recall(tenant, ask.onBehalfOf(everyone)).map(found -> recorded(found, recording));
        }

        private Future<Optional<Kept>> keep(Finished answer) {
            var kept = answer.kept(answer.origin(tenant, ask, digest), config.ttl());
            return answers.store.put(place, kept).map(Optional.of(kept));
        }
    }

    private static Found recorded(Found found, Recording recording) {
        return switch (found) {
            case Found.Hit hit ->
                new Found.Hit(
                        recording.with(hit.reply(), hit.provenance()),
                        hit.provenance(),
                        hit.status(),
                        hit.beside(),
                        hit.forget());
            case Found.Miss miss ->
                new Found.Miss(miss.caller(), new Both(miss.fill(), recording), miss.status(), miss.forget());
        };
    }

    private static Refused another() {
        return Refused.of(
                        Reason.CALLER_IDEMPOTENCY,
                        "The header '" + HEADER + "' holds a key that came with another request before:"
                                + " its body or its x-frond-route was not the same.")
                .at(HEADER);
    }

    /** Two who keep the same answer, each under a key of its own. */
    private record Both(Found.Fill first, Found.Fill second) implements Found.Fill {

        @Override
        public Reply with(Reply reply, Provenance provenance) {
            return second.with(first.with(reply, provenance), provenance);
        }

        @Override
        public void abandon() {
            first.abandon();
            second.abandon();
        }
    }
}
