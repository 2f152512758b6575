package io.frond.http;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Frond itself says when there is no answer, in the shape that OpenAI's clients read. */
final class ErrorBody {
    private static final String SHOULD_RETRY = "x-should-retry";
    private static final Duration SOON = Duration.ofSeconds(1);

    private ErrorBody() {}

    /** {@code {"error": {...}}} with all four keys. */
    static Buffer of(Refused why) {
        var reason = why.reason();
        return envelope(sentence(why), reason.type(), why.param(), reason.code());
    }

    /**
     * The event that ends a broken stream. It goes out as the last bytes before the connection breaks, so that a client
     * which reads events and one which reads only the connection's end both see a failure.
     */
    static Buffer event(Refused why) {
        String type = why.reason().elsewhere() ? "upstream_error" : why.reason().type();
        return Buffer.buffer("data: ")
                .appendBuffer(envelope(sentence(why), type, why.param(), "stream_interrupted"))
                .appendString("\n\n");
    }

    /**
     * {@code x-should-retry} always; the wait, in both spellings that clients read, where it is known or worth it. A
     * step that has said whether to come again knows more than the reason does: it has made its own tries.
     */
    static Map<String, String> retry(Refused why) {
        String advised = why.headers().get(SHOULD_RETRY);
        boolean again = advised == null ? Hint.laterHelps(why.reason()) : advised.equals("true");
        Duration wait = why.retryAfter() == null ? SOON : why.retryAfter();
        if (!again && !(advised != null && why.retryAfter() != null)) {
            return Map.of(SHOULD_RETRY, "false");
        }
        return Map.of(
                SHOULD_RETRY,
                Boolean.toString(again),
                "retry-after",
                Long.toString(wholeSeconds(wait)),
                "retry-after-ms",
                Long.toString(Math.max(0, wait.toMillis())));
    }

    /** Whether an error leaves the connection in a state in which no further request can be read from it. */
    static boolean endsConnection(Reason reason) {
        return reason == Reason.CALLER_TOO_LARGE
                || reason == Reason.CALLER_SLOW
                || reason == Reason.STORAGE_FULL
                || reason == Reason.DRAINING;
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(0, wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static String sentence(Refused why) {
        return why.detail() + " " + Hint.of(why.reason());
    }

    private static Buffer envelope(String message, String type, @Nullable String param, @Nullable String code) {
        var error = new JsonObject()
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return new JsonObject().put("error", error).toBuffer();
    }
}
