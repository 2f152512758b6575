package io.frond.retrieve;

import io.frond.model.Clock;
import io.frond.retrieve.SharedIndex.Claim;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The right to change an index, as a document that OpenSearch changes only for who has seen its last state.
 *
 * <p>No clocks are compared: who waits for the right takes it when the document has not changed for as long as it says,
 * by its own clock. Each time the right changes hands its number, the fence, rises.
 */
final class OpenSearchLease {
    static final String ID = "lease";

    private final OpenSearchClient client;
    private final Clock clock;
    private final String holder;
    private final Duration length;
    private volatile long fence = -1;
    private long seen = -1;
    private long since;

    OpenSearchLease(OpenSearchClient client, Clock clock, String holder, Duration length) {
        this.client = client;
        this.clock = clock;
        this.holder = holder;
        this.length = length;
    }

    /** Which the changes of this Frond carry; below zero before it has had the right. */
    long fence() {
        return fence;
    }

    /** @param index that has the document */
    Future<Claim> claim(String index) {
        return client.get("/" + index + "/_doc/" + ID)
                .map(this::next)
                .recover(failure -> missing(failure)
                        ? Future.succeededFuture(new Next("?op_type=create", 1))
                        : Future.failedFuture(failure))
                .compose(next -> next.fence() < 0 ? Future.succeededFuture(Claim.REFUSED) : take(index, next));
    }

    private record Next(String condition, long fence) {
        static final Next WAIT = new Next("", -1);
    }

    private synchronized Next next(JsonObject found) {
        var state = found.getJsonObject("_source");
        long number = found.getLong("_seq_no");
        var condition = "?if_seq_no=" + number + "&if_primary_term=" + found.getLong("_primary_term");
        if (holder.equals(state.getString("holder"))) {
            return new Next(condition, state.getLong("fence"));
        }
        boolean over = seen == number && clock.since(since).toMillis() >= state.getLong("millis");
        if (state.getString("holder") == null || over) {
            return new Next(condition, state.getLong("fence") + 1);
        }
        since = seen == number ? since : clock.nanos();
        seen = number;
        return Next.WAIT;
    }

    private Future<Claim> take(String index, Next next) {
        return client.send(HttpMethod.PUT, "/" + index + "/_doc/" + ID + next.condition, state(holder, next.fence))
                .map(done -> {
                    boolean kept = fence == next.fence;
                    fence = next.fence;
                    return kept ? Claim.KEPT : Claim.GRANTED;
                })
                .recover(failure ->
                        conflict(failure) ? Future.succeededFuture(Claim.REFUSED) : Future.failedFuture(failure));
    }

    Future<Void> release(String index) {
        return client.get("/" + index + "/_doc/" + ID).compose(found -> {
            var state = found.getJsonObject("_source");
            if (!Objects.equals(state.getString("holder"), holder)) {
                return Future.succeededFuture();
            }
            var condition =
                    "?if_seq_no=" + found.getLong("_seq_no") + "&if_primary_term=" + found.getLong("_primary_term");
            return client.send(
                            HttpMethod.PUT,
                            "/" + index + "/_doc/" + ID + condition,
                            state(null, state.getLong("fence")))
                    .mapEmpty();
        });
    }

    private JsonObject state(@Nullable String who, long number) {
        return new JsonObject().put("holder", who).put("fence", number).put("millis", length.toMillis());
    }

    static boolean missing(Throwable failure) {
        return failure instanceof OpenSearchClient.Denied denied && denied.status() == 404;
    }

    private static boolean conflict(Throwable failure) {
        return failure instanceof OpenSearchClient.Denied denied && denied.status() == 409;
    }
}
