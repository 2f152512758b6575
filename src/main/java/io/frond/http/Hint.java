package io.frond.http;

import io.frond.model.Reason;
import java.util.EnumSet;
import java.util.Set;

/** What the reader of an error can do about it. */
final class Hint {
    private static final Set<Reason> LATER_HELPS = EnumSet.of(
            Reason.POLICY_RATE,
            Reason.POLICY_TOKENS,
            Reason.POLICY_CONCURRENCY,
            Reason.UPSTREAM_RATE,
            Reason.UPSTREAM_OPEN,
            Reason.KEYS_UNKNOWN,
            Reason.SHED,
            Reason.DRAINING);

    private Hint() {}

    static String of(Reason reason) {
        return switch (reason) {
            case CALLER_INVALID -> "Sent again unchanged it will fail again.";
            case CALLER_VALUE, CALLER_MISSING -> "Sent again unchanged it will fail again.";
            case CALLER_OBJECT -> "A list names those that your key may use.";
            case CALLER_AUTH -> "Send one of this gateway's keys as " + Credentials.HEADERS + ".";
            case CALLER_EXPIRED -> "No key comes back to life; another of the same tenant works at once.";
            case CALLER_MODEL, POLICY_MODEL -> "GET /v1/models lists what your key may use.";
            case CALLER_URL -> "Frond serves POST /v1/chat/completions and GET /v1/models.";
            case CALLER_METHOD -> "The Allow header names the methods that are served here.";
            case CALLER_SLOW -> "Send the body without pause, or a smaller one.";
            case CALLER_TOO_LARGE ->
                "Send less context, or ask the operator for a higher limit (server.body_limit, files.limit).";
            case CALLER_URL_TOO_LONG -> "Put what is long into the body.";
            case CALLER_MEDIA -> "Send plain JSON with 'Content-Type: application/json'.";
            case CALLER_IDEMPOTENCY ->
                "Give every new request a new key; keep the key only to send the same one again.";
            case CALLER_HEADERS -> "Send fewer or shorter headers.";
            case CALLER_CANCELLED -> "Nobody waits for the answer.";
            case POLICY_SCOPE -> "Ask the operator for a key with this scope.";
            case POLICY_RATE -> "Wait as long as 'retry-after' says; the x-ratelimit headers tell the limit.";
            case POLICY_CONCURRENCY -> "Wait for a running request to end before the next.";
            case POLICY_TOKENS ->
                "Wait as long as 'retry-after' says, or ask for fewer tokens; the x-ratelimit headers tell the limit.";
            case POLICY_BUDGET -> "Ask the operator of this gateway for a higher budget.";
            case POLICY_LENGTH -> "Ask for a shorter answer.";
            case POLICY_STORAGE -> "Delete files that are no longer needed, or ask the operator for more room.";
            case POLICY_CACHE -> "Leave out 'only-if-cached' to have it answered.";
            case UPSTREAM_CONNECT, UPSTREAM_5XX, UPSTREAM_PROTOCOL -> "Frond has already tried what it may.";
            case UPSTREAM_TIMEOUT -> "Ask for a shorter answer, or stream it.";
            case UPSTREAM_RATE -> "The model's provider is at its limit; wait as long as 'retry-after' says.";
            case UPSTREAM_AUTH -> "The operator of this gateway has to correct its configuration.";
            case UPSTREAM_OPEN -> "The model is being spared until it recovers; wait as long as 'retry-after' says.";
            case RETRIEVAL_FAILED -> "The answer was to be made from documents, and they could not be searched.";
            case RETRIEVAL_STALE -> "The operator of this gateway has to bring the documents up to date.";
            case KEYS_UNKNOWN -> "The gateway is still fetching what it checks keys by.";
            case STORAGE_FULL -> "The operator of this gateway has to make room; searches go on meanwhile.";
            case SHED -> "The gateway is busy; wait as long as 'retry-after' says.";
            case DRAINING -> "This instance is stopping; another will take the request.";
            case INTERNAL -> "Tell the operator the request id.";
        };
    }

    /** Whether the same request, sent again later, has a chance. */
    static boolean laterHelps(Reason reason) {
        return LATER_HELPS.contains(reason);
    }
}
