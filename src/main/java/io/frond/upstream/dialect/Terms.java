package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Ask;
import io.frond.model.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a chat request says that decides whether, and how, another model can give the rest of an answer.
 *
 * @param repeatable the same answer is to be expected again: temperature 0, or a seed
 * @param single one choice of text, without probabilities of its tokens
 * @param free its answer follows no format, so that it can be gone on with in the middle
 * @param limits of the answer's tokens, where there are any
 */
public record Terms(boolean repeatable, boolean single, boolean free, List<Limit> limits) {

    /** @param at where the number stands in the body */
    record Limit(Span at, long tokens) {}

    public Terms {
        limits = List.copyOf(limits);
    }

    /** Reads all of the body; takes about a millisecond per MiB. */
    public static Terms of(Ask ask) {
        var temperature = ask.fields().temperature();
        var reading = new Reading(temperature != null && temperature == 0);
        try (var parser = Json.FACTORY.createParser(ask.body().getBytes())) {
            reading.read(parser);
        } catch (IOException e) {
            reading.single = false;
        }
        return new Terms(reading.repeatable, reading.single, reading.free, reading.limits);
    }

    private static final class Reading {
        private final List<Limit> limits = new ArrayList<>(1);
        private boolean repeatable;
        private boolean single = true;
        private boolean free = true;

        Reading(boolean repeatable) {
            this.repeatable = repeatable;
        }

        void read(JsonParser parser) throws IOException {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                var token = parser.nextToken();
                if (token != JsonToken.VALUE_NULL) {
                    member(name, token, parser);
                }
                parser.skipChildren();
            }
        }

        private void member(String name, JsonToken token, JsonParser parser) throws IOException {
            boolean number = token == JsonToken.VALUE_NUMBER_INT;
            switch (name) {
                case "seed" -> repeatable |= number;
                case "n" -> single &= number && JsonDocument.count(parser) == 1;
                case "logprobs" -> single &= token == JsonToken.VALUE_FALSE;
                case "response_format" -> free = false;
                case "max_tokens", "max_completion_tokens" -> limit(number, parser);
                default -> {}
            }
        }

        private void limit(boolean number, JsonParser parser) throws IOException {
            if (!number) {
                return;
            }
            long tokens = JsonDocument.count(parser);
            int from = (int) parser.currentTokenLocation().getByteOffset();
            int length = parser.getText().length();
            limits.add(new Limit(new Span(from, from + length), tokens));
        }
    }
}
