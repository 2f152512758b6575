package io.frond.upstream.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.BitSet;

/** What Frond reads of a chat completion, whole or chunk: usage, the choices' ends, an error. */
final class ChatDocument extends JsonDocument {
    private static final int CHOICES = 1024;

    private boolean choices;
    private int choice = -1;
    private final BitSet begun = new BitSet(1);
    private final BitSet ended = new BitSet(1);
    private String finish = "";
    private String firstFinish = "";
    private int finishOf = -1;

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

    @Override
    void opened(int level) {
        if (level == 3 && at(1, "choices")) {
            choice++;
            finish = "";
            finishOf = choice;
        }
    }

    @Override
    void closed(int level) {
        if (level == 3 && at(1, "choices")) {
            int index = Math.min(Math.max(0, finishOf), CHOICES);
            begun.set(index);
            if (!finish.isEmpty()) {
                ended.set(index);
                firstFinish = index == 0 || firstFinish.isEmpty() ? finish : firstFinish;
            }
        }
    }

    @Override
    void value(int level, JsonToken token, JsonParser parser) throws IOException {
        switch (level) {
            case 1 -> top(token, parser);
            case 2 -> second(token, parser);
            case 3 -> third(token, parser);
            case 4 -> fourth(token, parser);
            default -> {}
        }
    }

    private void top(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "choices")) {
            choices = token == JsonToken.START_ARRAY;
        } else if (at(1, "error")) {
            noteError(token, parser);
        }
    }

    private void second(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "usage")) {
            tokens(2, token, parser);
        } else if (at(1, "error") && at(2, "message") && token == JsonToken.VALUE_STRING) {
            noteError(token, parser);
        }
    }

    private void third(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "choices")) {
            if (at(3, "finish_reason") && token == JsonToken.VALUE_STRING) {
                finish = parser.getText();
            } else if (at(3, "index") && token == JsonToken.VALUE_NUMBER_INT) {
                finishOf = (int) Math.min(CHOICES, count(parser));
            } else if (at(3, "text")) {
                noteText(token, parser);
            }
        } else if (at(1, "x_groq") && at(2, "usage")) {
            tokens(3, token, parser);
        } else if (at(1, "usage")) {
            details(3, token, parser);
        }
    }

    private void fourth(JsonToken token, JsonParser parser) throws IOException {
        if (at(1, "choices")) {
            if (at(4, "content") || at(4, "reasoning_content") || at(4, "reasoning")) {
                noteText(token, parser);
            }
        } else if (at(1, "x_groq") && at(2, "usage")) {
            details(4, token, parser);
        }
    }

    private void tokens(int level, JsonToken token, JsonParser parser) throws IOException {
        if (at(level, "prompt_tokens")) {
            noteInput(token, parser);
        } else if (at(level, "completion_tokens")) {
            noteOutput(token, parser);
        } else if (at(level, "prompt_cache_hit_tokens") || at(level, "cache_read_input_tokens")) {
            noteCached(token, parser);
        } else if (at(level, "cache_creation_input_tokens")) {
            noteCacheWritten(token, parser);
        }
    }

    private void details(int level, JsonToken token, JsonParser parser) throws IOException {
        if (at(level, "cached_tokens") && at(level - 1, "prompt_tokens_details")) {
            noteCached(token, parser);
        } else if (at(level, "reasoning_tokens") && at(level - 1, "completion_tokens_details")) {
            noteReasoning(token, parser);
        }
    }
}
