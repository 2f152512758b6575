package io.frond.account;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.frond.model.Clock;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line as one JSON object; what there is nothing to tell of is left out. */
final class JsonAccessLog implements AccessLog {
    static final String LOGGER = "io.frond.access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final JsonFactory JSON = new JsonFactory();

    private final Clock clock;

    JsonAccessLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void write(Line line) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", json(line));
        }
    }

    String json(Line line) {
        var out = new StringWriter(512);
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("ts", clock.now().toString());
            request(json, line);
            decision(json, line);
            answer(json, line);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }

    private static void request(JsonGenerator json, Line line) throws IOException {
        text(json, "request_id", line.id());
        text(json, "decision", line.decision());
        text(json, "tenant", line.tenant());
        text(json, "key_name", line.key());
        text(json, "model_asked", line.model());
        json.writeBooleanField("stream", line.stream());
    }

    private static void decision(JsonGenerator json, Line line) throws IOException {
        text(json, "route", line.route());
        text(json, "by", line.by());
        text(json, "reason", String.join("; ", line.reason()));
        number(json, "margin", line.margin());
        text(json, "kb", line.knowledge());
        if (!line.knowledge().isEmpty()) {
            json.writeNumberField("chunks", line.chunks());
        }
    }

    private static void answer(JsonGenerator json, Line line) throws IOException {
        text(json, "endpoint", line.endpoint());
        if (line.attempts() > 0) {
            json.writeNumberField("attempts", line.attempts());
        }
        text(json, "cache", line.cache());
        json.writeNumberField("status", line.status());
        text(json, "error_type", line.error());
        number(json, "tokens_in", line.tokensIn());
        number(json, "tokens_out", line.tokensOut());
        number(json, "ms_total", line.millis());
        number(json, "ms_ttft", line.firstByteMillis());
        number(json, "ms_overhead", line.overheadMillis());
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    /** To three digits behind the point: microseconds, and thousandths of a margin. */
    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeNumber(Math.round(value * 1000) / 1000.0);
        }
    }
}
