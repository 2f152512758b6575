package io.frond.upstream;

import io.frond.model.Ask;
import io.frond.model.CacheControl;
import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Fields;
import io.frond.model.Message;
import io.frond.model.Operation;
import io.frond.model.Priority;
import io.frond.model.Route;
import io.frond.model.Span;
import io.frond.model.Wishes;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls as they arrive from the gateway. */
public final class TestCalls {
    public static final String PLAIN =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"x\": 1.00}";
    public static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"x\": 1.00}";
    public static final String STREAM_WITH_USAGE =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}";

    private TestCalls() {}

    public static Call plain() {
        return of(PLAIN, Map.of(), null, new Caller());
    }

    /** Another request for each number. */
    public static Call numbered(int number) {
        return of(PLAIN.replace("Hi", "Hi " + number));
    }

    public static Call plain(Caller caller) {
        return of(PLAIN, Map.of(), null, caller);
    }

    public static Call plain(Duration timeout) {
        return of(PLAIN, Map.of(), timeout, new Caller());
    }

    /** The same from a client whose SDK waits so long. */
    public static Call patient(Call call, Duration patience) {
        var ask = call.ask();
        var wishes = new Wishes(null, CacheControl.NONE, null, patience, null, Priority.INTERACTIVE);
        return Call.straight(
                new Ask(ask.id(), ask.operation(), ask.body(), ask.fields(), wishes, ask.headers(), ask.caller()),
                call.route());
    }

    public static Call stream() {
        return of(STREAM, Map.of(), null, new Caller());
    }

    public static Call stream(Caller caller) {
        return of(STREAM, Map.of(), null, caller);
    }

    public static Call of(String body) {
        return of(body, Map.of(), null, new Caller());
    }

    public static Call of(String body, Map<String, String> headers, @Nullable Duration timeout, Caller caller) {
        var ask = new Ask(
                "req-1",
                Operation.CHAT,
                Buffer.buffer(body),
                fields(body),
                new Wishes(null, CacheControl.NONE, timeout, null, null, Priority.INTERACTIVE),
                headers::get,
                caller);
        return Call.straight(ask, new Route.Direct("r", "general", List.of()));
    }

    /** Good enough for bodies written by hand here: each name stands once. */
    private static Fields fields(String body) {
        var options = valueOf(body, "stream_options");
        return new Fields(
                "m",
                java.util.Objects.requireNonNull(valueOf(body, "model")),
                false,
                body.contains("\"stream\":true"),
                options,
                body.contains("\"include_usage\":true"),
                List.of(new Message("user", "Hi", Span.before(0))),
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                1,
                new Span(body.indexOf('{'), bytes(body)));
    }

    private static @Nullable Span valueOf(String body, String name) {
        int at = body.indexOf("\"" + name + "\":");
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 3;
        int to = body.charAt(from) == '{' ? body.indexOf('}', from) + 1 : endOfScalar(body, from);
        return new Span(bytes(body.substring(0, from)), bytes(body.substring(0, to)));
    }

    private static int endOfScalar(String body, int from) {
        return body.charAt(from) == '"' ? body.indexOf('"', from + 1) + 1 : body.indexOf(',', from);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
