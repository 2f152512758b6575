package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.frond.config.Secret;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Edit;
import io.frond.model.Fields;
import io.frond.model.Operation.Kind;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Span;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OpenAI's API. Since clients speak the same, the body passes but for the model's name and the wish for usage. */
final class OpenAi implements Dialect {
    /** An idempotency key is Frond's to keep: at the provider, two tenants with one key there would meet. */
    private static final List<String> FORWARDED =
            List.of("traceparent", "tracestate", "x-client-request-id", "openai-beta");

    private static final int DELETE = 0x7f;

    @Override
    public Outgoing request(Call call, Target target) {
        return new Outgoing(
                call.ask().operation().uri(), headers(call.ask(), target.key()), body(call, target.model()));
    }

    private static Map<String, String> headers(Ask ask, @Nullable Secret key) {
        var headers = new LinkedHashMap<String, String>();
        boolean other = ask.operation().kind() == Kind.OTHER;
        if (other) {
            pass("content-type", ask, headers);
            headers.put("accept", "*/*");
            pass("accept", ask, headers);
        } else {
            headers.put("content-type", "application/json");
            headers.put("accept", ask.fields().stream() ? "text/event-stream" : "application/json");
        }
        headers.put("accept-encoding", "identity");
        headers.put("user-agent", "frond");
        headers.put("x-request-id", ask.id());
        if (key != null) {
            headers.put("authorization", "Bearer " + key.value());
        }
        FORWARDED.forEach(name -> pass(name, ask, headers));
        return headers;
    }

    private static void pass(String name, Ask ask, Map<String, String> headers) {
        var value = ask.headers().get(name);
        if (value != null && value.chars().allMatch(OpenAi::printable)) {
            headers.put(name, value);
        }
    }

    /** The client's decoder lets more through than a request head may hold. */
    private static boolean printable(int character) {
        return character >= ' ' && character < DELETE;
    }

    private static List<Buffer> body(Call call, @Nullable String model) {
        var fields = call.ask().fields();
        var edits = new ArrayList<>(call.edits());
        var wanted = model == null && fields.modelInPath() ? fields.model() : model;
        if (wanted != null) {
            named(wanted, fields).ifPresent(edits::add);
        }
        if (hidesUsage(call)) {
            edits.add(UsageWish.in(call.ask().body(), fields));
        }
        return Edit.pieces(call.ask().body(), edits);
    }

    /** The model's name where the body has one, or at its front where the path had it; a form's is without quotes. */
    private static Optional<Edit> named(String model, Fields fields) {
        var at = fields.modelAt();
        var object = fields.object();
        if (at != null) {
            return Optional.of(new Edit(at, object == null ? Buffer.buffer(model) : quoted(model)));
        }
        if (object == null || !fields.modelInPath()) {
            return Optional.empty();
        }
        var member =
                Buffer.buffer("\"model\":").appendBuffer(quoted(model)).appendString(object.length() > 2 ? "," : "");
        return Optional.of(new Edit(Span.before(object.from() + 1), member));
    }

    private static Buffer quoted(String text) {
        return Buffer.buffer("\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"");
    }

    /** Frond wants to know what a stream cost even if the client does not. */
    private static boolean hidesUsage(Call call) {
        var fields = call.ask().fields();
        var kind = call.ask().operation().kind();
        return (kind == Kind.CHAT || kind == Kind.COMPLETION) && fields.stream() && !fields.usageWanted();
    }

    @Override
    public Facts read(Call call, Buffer body) {
        return switch (call.ask().operation().kind()) {
            case CHAT, COMPLETION, EMBEDDING -> completion(body);
            case RESPONSE, OTHER -> response(body);
        };
    }

    private static Facts completion(Buffer body) {
        var seen = read(body, new ChatDocument());
        if (!seen.isObject()) {
            throw notJson();
        }
        if (seen.error() != null && !seen.hasChoices()) {
            throw reported(seen);
        }
        return new Facts(JsonDocument.usage(seen.usage(), 1, seen.written()), seen.firstFinish(), "");
    }

    private static Facts response(Buffer body) {
        var seen = read(body, new ResponseDocument());
        if (seen.isError()) {
            throw reported(seen);
        }
        return new Facts(seen.usage(), seen.status(), seen.id());
    }

    private static <D extends JsonDocument> D read(Buffer body, D document) {
        if (!document.readAll(body.getBytes())) {
            throw notJson();
        }
        return document;
    }

    private static Refused notJson() {
        return Refused.of(Reason.UPSTREAM_PROTOCOL, "The model service sent something that is not a JSON answer.");
    }

    private static Refused reported(JsonDocument seen) {
        return Refused.of(
                Reason.UPSTREAM_5XX,
                "The model service reported an error: " + Plain.text(Objects.requireNonNull(seen.error())));
    }

    @Override
    public Events events(Call call) {
        return switch (call.ask().operation().kind()) {
            case CHAT -> new ChatEvents(hidesUsage(call), call.ask().fields().choices());
            case COMPLETION -> new ChatEvents(hidesUsage(call), 1);
            case RESPONSE -> new ResponseEvents();
            case EMBEDDING, OTHER -> keptResponse(call) ? new ResponseEvents() : new UnreadBytes();
        };
    }

    /** A kept response is streamed again as it was the first time. */
    private static boolean keptResponse(Call call) {
        var operation = call.ask().operation();
        return operation.family().equals("responses") && operation.wantsEvents();
    }

    @Override
    public @Nullable Buffer error(Buffer body) {
        return ErrorBody.inShape(body);
    }
}
