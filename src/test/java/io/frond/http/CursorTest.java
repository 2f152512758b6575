package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.frond.http.Cursor.Token;
import io.frond.model.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final JsonFactory REFERENCE = new JsonFactory();
    private static final Pattern SURROGATE = Pattern.compile("(?i)u[d][89a-f]");
    private static final String MARKS = "{}[]:,\"\\ \n\t0123456789.eE+-truefalsn/ux\u00e9\u20ac\u0001";

    @Test
    void itTakesWhatJacksonTakesAndReadsTheSame() {
        var random = new SplittableRandom(5);
        int valid = 0;
        for (int round = 0; round < 120_000; round++) {
            var text = new StringBuilder();
            value(random, 0, text);
            for (int i = random.nextInt(4); i > 1; i--) {
                mutate(random, text);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            var expected = jackson(bytes);
            valid += expected == null ? 0 : 1;
            if (!SURROGATE.matcher(text).find()) {
                assertThat(cursor(bytes)).as(text.toString()).isEqualTo(expected);
            }
        }
        assertThat(valid).isBetween(40_000, 110_000);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        var random = new SplittableRandom(6);
        for (int round = 0; round < 40_000; round++) {
            var text = new StringBuilder();
            value(random, 0, text);
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            if (!decodes(bytes)) {
                assertThat(cursor(bytes)).as(text.toString()).isNull();
            }
        }
    }

    private static void value(SplittableRandom random, int depth, StringBuilder text) {
        blanks(random, text);
        switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> text.append(List.of("true", "false", "null").get(random.nextInt(3)));
            case 1 ->
                text.append(List.of("0", "-1", "1.00", "1E3", "-0.5e-7", "12345678901234567890")
                        .get(random.nextInt(6)));
            case 2, 3, 4 -> string(random, text);
            case 5 -> list(random, depth, text, '[', ']');
            default -> list(random, depth, text, '{', '}');
        }
        blanks(random, text);
    }

    private static void list(SplittableRandom random, int depth, StringBuilder text, char open, char close) {
        text.append(open);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (open == '{') {
                blanks(random, text);
                string(random, text);
                blanks(random, text);
                text.append(':');
            }
            value(random, depth + 1, text);
            text.append(i > 1 ? "," : "");
        }
        blanks(random, text);
        text.append(close);
    }

    private static void string(SplittableRandom random, StringBuilder text) {
        var parts = List.of(
                "a",
                "plain words here",
                "\\n",
                "\\u00e9",
                "\u00e9",
                "\u20ac",
                "\\\"",
                "\\\\",
                "/",
                "\\/",
                "\ud83d\ude00");
        text.append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        text.append('"');
    }

    private static void blanks(SplittableRandom random, StringBuilder text) {
        text.append(List.of("", "", "", " ", "\r\n", "\t").get(random.nextInt(6)));
    }

    private static void mutate(SplittableRandom random, StringBuilder text) {
        int at = random.nextInt(text.length());
        char other = MARKS.charAt(random.nextInt(MARKS.length()));
        switch (random.nextInt(3)) {
            case 0 -> text.setCharAt(at, other);
            case 1 -> text.insert(at, other);
            default -> text.deleteCharAt(at).append(text.isEmpty() ? " " : "");
        }
    }

    private static @Nullable List<String> jackson(byte[] bytes) {
        if (!decodes(bytes)) {
            return null;
        }
        try (var parser = REFERENCE.createParser(bytes)) {
            var tokens = new ArrayList<String>();
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && !tokens.isEmpty()) {
                    return null;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                tokens.add(name(token)
                        + (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME ? parser.getText() : "")
                        + "@" + parser.currentTokenLocation().getByteOffset());
            }
            return tokens.isEmpty() ? null : tokens;
        } catch (IOException e) {
            return null;
        }
    }

    private static Token name(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Token.OBJECT;
            case END_OBJECT -> Token.END_OBJECT;
            case START_ARRAY -> Token.ARRAY;
            case END_ARRAY -> Token.END_ARRAY;
            case FIELD_NAME -> Token.NAME;
            case VALUE_STRING -> Token.STRING;
            case VALUE_TRUE -> Token.TRUE;
            case VALUE_FALSE -> Token.FALSE;
            case VALUE_NULL -> Token.NULL;
            default -> Token.NUMBER;
        };
    }

    private static @Nullable List<String> cursor(byte[] bytes) {
        try {
            var cursor = new Cursor(new JsonText(bytes, 0, bytes.length));
            var tokens = new ArrayList<String>();
            for (var token = cursor.next(); token != null; token = cursor.next()) {
                tokens.add(token + (token == Token.STRING || token == Token.NAME ? cursor.text() : "") + "@"
                        + cursor.from());
            }
            return tokens.isEmpty() ? null : tokens;
        } catch (Refused refused) {
            return null;
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
