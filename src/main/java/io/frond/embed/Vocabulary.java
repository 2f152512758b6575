package io.frond.embed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The word pieces of a model and their numbers. */
final class Vocabulary {
    private final Map<String, Integer> ids;

    private Vocabulary(Map<String, Integer> ids) {
        this.ids = ids;
    }

    static Vocabulary of(Map<String, Integer> ids) {
        return new Vocabulary(Map.copyOf(ids));
    }

    /** From the object {@code model.vocab} of a {@code tokenizer.json}; everything else in it is skipped. */
    static Vocabulary read(InputStream json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            enter(parser, "model");
            enter(parser, "vocab");
            var ids = new HashMap<String, Integer>(1 << 16);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String piece = parser.currentName();
                parser.nextToken();
                ids.put(piece, parser.getIntValue());
            }
            return new Vocabulary(ids);
        }
    }

    private static void enter(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == null) {
            parser.nextToken();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(field);
            JsonToken value = parser.nextToken();
            if (found && value == JsonToken.START_OBJECT) {
                return;
            }
            parser.skipChildren();
        }
        throw new IOException("a tokenizer file must hold an object " + field);
    }

    /** The number of a piece; null where it is no word of the model. */
    @Nullable
    Integer find(String piece) {
        return ids.get(piece);
    }

    int require(String piece) {
        Integer id = ids.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary lacks " + piece);
        }
        return id;
    }

    int size() {
        return ids.size();
    }
}
