package io.frond.feedback;

import io.frond.account.Answered;
import io.frond.account.Answered.Answer;
import io.frond.account.Judgement;
import io.frond.account.Ratings;
import io.frond.http.Resources;
import io.frond.model.Clock;
import io.frond.model.Ending;
import io.frond.model.Head;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.frond.model.Usage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code POST /v1/feedback}: what a client thinks of an answer that its tenant was given. It is noted with the answer,
 * and a cache forgets the answer where it was a bad one. It changes no decision. Thread-safe.
 */
public final class FeedbackApi implements Resources {
    private static final String FAMILY = "feedback";

    private final Answered answered;
    private final Ratings ratings;
    private final Predicate<String> resembling;
    private final Clock clock;

    /**
     * @param resembling lets the cache forget, by the id of the decision, what it answered to a question in other words,
     *     and counts it as an error; false where that was not so
     */
    public FeedbackApi(Answered answered, Ratings ratings, Predicate<String> resembling, Clock clock) {
        this.answered = answered;
        this.ratings = ratings;
        this.resembling = resembling;
        this.clock = clock;
    }

    @Override
    public Set<String> families() {
        return Set.of(FAMILY);
    }

    @Override
    public List<HttpMethod> methods(String family) {
        return List.of(HttpMethod.POST);
    }

    @Override
    public Future<Reply> answer(Request request) {
        if (!request.ask().operation().path().equals("/" + FAMILY)) {
            throw Refused.of(Reason.CALLER_URL, "There is nothing at this path.");
        }
        var said = Saying.of(request.ask(), request.tenant(), clock.now());
        var before = answered.judge(said.decision(), request.tenant().name(), said.judgement())
                .orElseThrow(FeedbackApi::unknown);
        ratings.judged(before, said.judgement(), before.judgement());
        return evict(said, before).map(evicted -> told(said, evicted));
    }

    /** Whether it is another tenant's is not told. */
    private static Refused unknown() {
        return Refused.of(
                        Reason.CALLER_OBJECT,
                        "No answer under this decision is remembered. Answers carry it as x-frond-decision; the last"
                                + " 16384 are kept.")
                .at("decision");
    }

    /** Once: what is kept under the question later is another answer. */
    private Future<Boolean> evict(Saying said, Answer before) {
        if (!said.judgement().negative() || negative(before)) {
            return Future.succeededFuture(false);
        }
        if (resembling.test(said.decision())) {
            return Future.succeededFuture(true);
        }
        var forget = before.forget();
        return forget == null ? Future.succeededFuture(false) : forget.get().map(true);
    }

    private static boolean negative(Answer before) {
        var earlier = before.judgement();
        return earlier != null && earlier.negative();
    }

    private static Reply told(Saying said, boolean evicted) {
        Judgement judgement = said.judgement();
        var body = new JsonObject()
                .put("object", "feedback")
                .put("decision", said.decision())
                .put("score", judgement.score())
                .put("label", judgement.label())
                .put("evicted", evicted);
        var head = new Head(200, Map.of("content-type", "application/json"));
        return new Reply.Whole(head, body.toBuffer(), Ending.succeeded(Usage.UNKNOWN, ""), null);
    }
}
