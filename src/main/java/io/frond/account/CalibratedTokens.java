package io.frond.account;

import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Message;
import io.frond.model.TokenEstimate;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates prompts by the kinds of characters in them, corrected for each model by what its providers reported. The
 * model is the one that the client asked for, as that is what is known before a route is. Thread-safe; lives over
 * reloads, not over a restart.
 */
public final class CalibratedTokens implements TokenEstimate {
    private static final int MOST_MODELS = 500;
    private static final String OTHER = "";
    private static final double PER_REQUEST = 3;
    private static final double PER_MESSAGE = 4;
    private static final double PER_IMAGE = 765;
    /** Of a body's bytes that are neither text of messages nor the braces around it: tools and schemas. */
    private static final double PER_BYTE_OF_TOOLS = 0.25;

    private static final int BRACES = 40;

    private final Map<String, Calibration> models = new ConcurrentHashMap<>();

    @Override
    public long prompt(Ask ask) {
        return ask.fields().messages().isEmpty() ? 0 : of(ask).tokens(mix(ask, 0), frame(ask));
    }

    /** Of the prompt as it went to the backend, with what Frond put into it. */
    long prompt(Call call) {
        var ask = call.ask();
        return ask.fields().messages().isEmpty() ? 0 : of(ask).tokens(mix(call), frame(ask));
    }

    /**
     * Learns from a report, or lets it pass where enough is known.
     *
     * @return how far off the estimate was, as a share of what was reported; none where it was let pass
     */
    OptionalDouble learn(Call call, long reported) {
        var ask = call.ask();
        if (!of(ask).wanted()) {
            return OptionalDouble.empty();
        }
        var text = mix(call);
        double frame = frame(ask);
        var calibration = of(ask);
        long estimate = calibration.tokens(text, frame);
        calibration.learn(text, frame, reported);
        return OptionalDouble.of(Math.abs(estimate - reported) / (double) Math.max(1, reported));
    }

    /** How many are told apart. */
    int models() {
        return models.size();
    }

    private Calibration of(Ask ask) {
        var model = ask.fields().model();
        var known = models.get(model);
        if (known != null) {
            return known;
        }
        var name = models.size() < MOST_MODELS ? model : OTHER;
        return models.computeIfAbsent(name, fresh -> new Calibration());
    }

    private static TextMix mix(Call call) {
        long added = 0;
        for (var edit : call.edits()) {
            added += edit.bytes().length();
        }
        var mix = mix(call.ask(), added);
        for (var edit : call.edits()) {
            mix.add(edit.bytes(), 0, edit.bytes().length());
        }
        return mix;
    }

    /** @param more bytes that will be added */
    private static TextMix mix(Ask ask, long more) {
        long bytes = more;
        for (Message message : ask.fields().messages()) {
            bytes += message.content().length();
        }
        var mix = new TextMix(bytes);
        for (Message message : ask.fields().messages()) {
            if (message.image()) {
                var text = Buffer.buffer(message.text());
                mix.add(text, 0, text.length());
            } else {
                mix.add(ask.body(), message.content().from(), message.content().to());
            }
        }
        return mix;
    }

    private static double frame(Ask ask) {
        double frame = PER_REQUEST;
        long contents = 0;
        for (Message message : ask.fields().messages()) {
            frame += PER_MESSAGE + (message.image() ? PER_IMAGE : 0);
            contents += message.content().length() + BRACES;
        }
        return ask.fields().tools()
                ? frame + PER_BYTE_OF_TOOLS * Math.max(0, ask.body().length() - contents)
                : frame;
    }
}
