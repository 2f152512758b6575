package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.frond.config.Secret;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Edit;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. Since clients speak the same, the body passes but for the model's name and the wish for usage. */
final class OpenAi implements Dialect {
    private static final List<String> FORWARDED =
            List.of("traceparent", "tracestate", "idempotency-key", "x-client-request-id");
    private static final int DELETE = 0x7f;

    @Override
    public Outgoing request(Call call, Target target) {
        return new Outgoing("/chat/completions", headers(call.ask(), target.key()), body(call, target.model()));
    }

    private static Map<String, String> headers(Ask ask, @Nullable Secret key) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("accept", ask.fields().stream() ? "text/event-stream" : "application/json");
        headers.put("accept-encoding", "identity");
        headers.put("user-agent", "frond");
        headers.put("x-request-id", ask.id());
        if (key != null) {
            headers.put("authorization", "Bearer " + key.value());
        }
        for (String name : FORWARDED) {
            var value = ask.headers().get(name);
            if (value != null && value.chars().allMatch(OpenAi::printable)) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** The client's decoder lets more through than a request head may hold. */
    private static boolean printable(int character) {
        return character >= ' ' && character < DELETE;
    }

    private static Buffer body(Call call, @Nullable String model) {
        var fields = call.ask().fields();
        var edits = new ArrayList<>(call.edits());
        if (model != null) {
            edits.add(new Edit(fields.modelAt(), quoted(model)));
        }
        if (hidesUsage(call)) {
            edits.add(UsageWish.in(call.ask().body(), fields));
        }
        return Edit.splice(call.ask().body(), edits);
    }

    private static Buffer quoted(String text) {
        return Buffer.buffer("\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"");
    }

    /** Frond wants to know what a stream cost even if the client does not. */
    private static boolean hidesUsage(Call call) {
        var fields = call.ask().fields();
        return fields.stream() && !fields.usageWanted();
    }

    @Override
    public Facts read(Buffer body) {
        var seen = new ChatDocument();
        if (!seen.readAll(body.getBytes()) || !seen.isObject()) {
            throw Refused.of(Reason.UPSTREAM_PROTOCOL, "The model service sent something that is not a JSON answer.");
        }
        if (seen.error() != null && !seen.hasChoices()) {
            throw Refused.of(Reason.UPSTREAM_5XX, "The model service reported an error: " + Plain.text(seen.error()));
        }
        return new Facts(seen.usage(), seen.firstFinish());
    }

    @Override
    public Events events(Call call) {
        return new ChatEvents(hidesUsage(call));
    }

    @Override
    public @Nullable Buffer error(Buffer body) {
        return ErrorBody.inShape(body);
    }
}
