package io.frond.account;

import io.frond.model.Clock;
import io.frond.observe.LogWriter;
import io.frond.observe.Redaction;

/**
 * The line as one JSON object; what there is nothing to tell of is left out.
 *
 * <p>Nothing in it is free text of a client. Two fields are a client's choice, a request id and a model's name; both
 * are short, and a key that somebody put there is taken out. All others are the operator's names, words of closed
 * lists, and numbers.
 */
final class JsonAccessLog implements AccessLog {
    private static final ThreadLocal<JsonBytes> LINES = ThreadLocal.withInitial(JsonBytes::new);

    private final Clock clock;
    private final LogWriter writer;

    JsonAccessLog(Clock clock, LogWriter writer) {
        this.clock = clock;
        this.writer = writer;
    }

    @Override
    public void write(Line line) {
        var json = LINES.get();
        json.begin();
        json.instant("ts", clock.now());
        request(json, line);
        decision(json, line);
        answer(json, line);
        json.end();
        writer.write(json.bytes(), json.length());
    }

    private static void request(JsonBytes json, Line line) {
        json.text("request_id", Redaction.of(line.id()));
        json.text("decision", line.decision());
        json.text("tenant", line.tenant());
        json.text("key_name", line.key());
        json.text("operation", Redaction.of(line.operation()));
        json.text("model_asked", Redaction.of(line.model()));
        json.flag("stream", line.stream());
    }

    private static void decision(JsonBytes json, Line line) {
        json.text("route", line.route());
        json.text("by", line.by());
        json.texts("reason", line.reason(), "; ");
        json.number("margin", line.margin());
        json.text("kb", line.knowledge());
        if (!line.knowledge().isEmpty()) {
            json.number("chunks", line.chunks());
        }
    }

    private static void answer(JsonBytes json, Line line) {
        json.text("endpoint", line.endpoint());
        if (line.attempts() > 0) {
            json.number("attempts", line.attempts());
        }
        json.text("cache", line.cache());
        json.number("status", line.status());
        json.text("error_type", line.error());
        json.number("tokens_in", line.tokensIn());
        json.number("tokens_out", line.tokensOut());
        var cost = line.cost();
        if (cost != null) {
            json.text("cost_usd", cost.toString());
        }
        json.number("ms_total", line.millis());
        json.number("ms_ttft", line.firstByteMillis());
        json.number("ms_overhead", line.overheadMillis());
    }
}
