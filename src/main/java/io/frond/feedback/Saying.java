package io.frond.feedback;

import io.frond.account.Judgement;
import io.frond.model.Ask;
import io.frond.model.Nearest;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Tenant;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a judgement, read field by field. What is not as it must be is refused by the field's name. */
record Saying(String decision, Judgement judgement) {
    /** Enough for a better answer; what is larger would hold up the event loop. */
    private static final int LARGEST = 128 * 1024;

    private static final int LONGEST_ID = 128;
    private static final int SUGGESTIONS = 3;
    private static final Map<String, Double> LABELS = Map.of("good", 1.0, "up", 1.0, "bad", 0.0, "down", 0.0);

    /** Fails with {@link Refused}. */
    static Saying of(Ask ask, Tenant tenant, Instant now) {
        var body = json(ask);
        var judgement = new Judgement(score(body), route(body, tenant), corrected(body), now);
        return new Saying(decision(body), judgement);
    }

    private static JsonObject json(Ask ask) {
        if (ask.body().length() > LARGEST) {
            throw Refused.of(Reason.CALLER_TOO_LARGE, "Feedback may have " + LARGEST / 1024 + " KiB at most.");
        }
        try {
            return new JsonObject(ask.body());
        } catch (DecodeException | ClassCastException none) {
            throw Refused.of(Reason.CALLER_INVALID, "The body must be a JSON object.");
        }
    }

    private static String decision(JsonObject body) {
        if (body.getValue("decision") == null) {
            throw missing("decision", "'decision', the answer's x-frond-decision");
        }
        if (!(body.getValue("decision") instanceof String id) || id.length() > LONGEST_ID) {
            throw wrong("decision", "the answer's x-frond-decision is expected");
        }
        return id;
    }

    private static double score(JsonObject body) {
        var score = body.getValue("score");
        var label = body.getValue("label");
        if (score != null && label != null) {
            throw wrong("label", "'score' says it already, one of the two is expected");
        }
        if (score == null && label == null) {
            throw missing("score", "'score', a number from 0 to 1, or 'label', good or bad");
        }
        return score == null ? labelled(label) : number(score);
    }

    private static double labelled(@Nullable Object label) {
        var score = label instanceof String word ? LABELS.get(word) : null;
        if (score == null) {
            throw wrong("label", "good, bad, up or down is expected");
        }
        return score;
    }

    private static double number(Object score) {
        if (!(score instanceof Number number) || !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
            throw wrong("score", "a number from 0 to 1 is expected");
        }
        return number.doubleValue();
    }

    private static @Nullable String route(JsonObject body, Tenant tenant) {
        var value = body.getValue("route");
        if (value == null) {
            return null;
        }
        if (!(value instanceof String route) || !tenant.routes().contains(route)) {
            var near = value instanceof String name ? Nearest.to(name, tenant.routes(), SUGGESTIONS) : tenant.routes();
            throw wrong("route", "one of your routes is expected" + (near.isEmpty() ? "" : ", such as " + near.get(0)));
        }
        return route;
    }

    private static boolean corrected(JsonObject body) {
        var answer = body.getValue("answer");
        if (answer != null && !(answer instanceof String)) {
            throw wrong("answer", "the text of a better answer is expected");
        }
        return answer != null;
    }

    private static Refused missing(String name, String what) {
        return Refused.of(Reason.CALLER_MISSING, "Missing required parameter: " + what + ".")
                .at(name);
    }

    private static Refused wrong(String name, String expected) {
        return Refused.of(Reason.CALLER_VALUE, "Invalid '" + name + "': " + expected + ".")
                .at(name);
    }
}
