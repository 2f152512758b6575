package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.model.Usage;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What Frond reads of one JSON document of a provider, a whole answer or one event's data: usage, the choices' ends,
 * an error. Everything else is only walked over. Tokens come in order, from whichever parser.
 */
final class ChatDocument {
    private static final int CHOICES = 1024;
    private static final int NAMED = 4;
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    private final @Nullable String[] name = new String[NAMED];
    private int depth;
    private int roots;
    private boolean object;
    private boolean choices;
    private int choice = -1;
    private final BitSet begun = new BitSet(1);
    private final BitSet ended = new BitSet(1);
    private String finish = "";
    private String firstFinish = "";
    private int finishOf = -1;
    private long prompt = -1;
    private long completion = -1;
    private @Nullable String error;

    /** Reads a document that is here as a whole; false when it is not well-formed. */
    boolean readAll(byte[] json) {
        try (var parser = Json.FACTORY.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                see(token, parser);
            }
            return whole();
        } catch (IOException e) {
            return false;
        }
    }

    /** Exactly one value was seen, and its end. */
    boolean whole() {
        return roots == 1 && depth == 0;
    }

    boolean isObject() {
        return object;
    }

    boolean hasChoices() {
        return choices;
    }

    /** The chunk that carries nothing but usage. */
    boolean isUsageOnly() {
        return choices && begun.isEmpty() && usage().reported();
    }

    BitSet begun() {
        return begun;
    }

    BitSet ended() {
        return ended;
    }

    /** Why the first choice ended; empty where it has not. */
    String firstFinish() {
        return firstFinish;
    }

    Usage usage() {
        return prompt < 0 && completion < 0 ? Usage.UNKNOWN : Usage.of(Math.max(0, prompt), Math.max(0, completion));
    }

    /** The error's message, or a stand-in; null where the document is no error. */
    @Nullable
    String error() {
        return error;
    }

    void see(JsonToken token, JsonParser parser) throws IOException {
        if (depth == 0) {
            roots++;
            object = token == JsonToken.START_OBJECT;
        }
        if (token == JsonToken.FIELD_NAME) {
            if (depth < NAMED) {
                name[depth] = parser.currentName();
            }
        } else if (token.isStructEnd()) {
            close();
        } else {
            value(token, parser);
            if (token.isStructStart()) {
                open();
            }
        }
    }

    private void open() {
        depth++;
        if (depth < NAMED) {
            name[depth] = null;
        }
        if (depth == 3 && at(1, "choices")) {
            choice++;
            finish = "";
            finishOf = choice;
        }
    }

    private void close() {
        if (depth == 3 && at(1, "choices")) {
            choiceEnded();
        }
        depth--;
    }

    private void choiceEnded() {
        int index = Math.min(Math.max(0, finishOf), CHOICES);
        begun.set(index);
        if (!finish.isEmpty()) {
            ended.set(index);
            firstFinish = index == 0 || firstFinish.isEmpty() ? finish : firstFinish;
        }
    }

    private void value(JsonToken token, JsonParser parser) throws IOException {
        switch (depth) {
            case 1 -> top(token, parser);
            case 2 -> second(token, parser);
            case 3 -> third(token, parser);
            default -> {}
        }
    }

    private void top(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "choices")) {
            choices = token == JsonToken.START_ARRAY;
        } else if (at(1, "error") && token != JsonToken.VALUE_NULL) {
            error = token == JsonToken.VALUE_STRING ? parser.getText() : "no details";
        }
    }

    private void second(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "usage")) {
            tokens(2, token, parser);
        } else if (at(1, "error") && at(2, "message") && token == JsonToken.VALUE_STRING) {
            error = parser.getText();
        }
    }

    private void third(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "choices")) {
            if (at(3, "finish_reason") && token == JsonToken.VALUE_STRING) {
                finish = parser.getText();
            } else if (at(3, "index") && token == JsonToken.VALUE_NUMBER_INT) {
                finishOf = (int) Math.min(CHOICES, count(parser));
            }
        } else if (at(1, "x_groq") && at(2, "usage")) {
            tokens(3, token, parser);
        }
    }

    private void tokens(int level, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && at(level, "prompt_tokens")) {
            prompt = believable(count(parser));
        } else if (token == JsonToken.VALUE_NUMBER_INT && at(level, "completion_tokens")) {
            completion = believable(count(parser));
        }
    }

    private static long count(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? Long.MAX_VALUE
                : Math.max(0, parser.getLongValue());
    }

    /** Figures that nobody can have meant are not billed. */
    private static long believable(long tokens) {
        return tokens > MOST_TOKENS ? -1 : tokens;
    }

    private boolean at(int level, String expected) {
        return expected.equals(name[level]);
    }
}
