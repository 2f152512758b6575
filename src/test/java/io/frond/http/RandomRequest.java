package io.frond.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Valid chat requests, written in all the ways that JSON allows. */
final class RandomRequest {
    private static final String[] TEXTS = {
        "",
        "hello",
        "grün",
        "漢字かな",
        "😀 🏳️",
        "a\"b\\c/d",
        "line\nline\ttab",
        "\u0000\u001f",
        "{\"model\":\"x\"}",
        "'",
        "é".repeat(40)
    };
    private static final String[] BLANKS = {"", "", "", " ", "\n", "\t \r\n  "};

    private final SplittableRandom random;

    RandomRequest(SplittableRandom random) {
        this.random = random;
    }

    String text() {
        var fields = new ArrayList<String>();
        fields.add(field("model", string(text("m"))));
        fields.add(field("messages", messages()));
        maybe(fields, "stream", random.nextBoolean() ? "true" : "false");
        maybe(
                fields,
                "stream_options",
                object(List.of(field("include_usage", random.nextBoolean() ? "true" : "false"), field("x", any(2)))));
        maybe(fields, "temperature", List.of("0", "1.00", "0.7", "2E-1", "-3").get(random.nextInt(5)));
        maybe(fields, "tools", random.nextBoolean() ? "[" + blank() + "]" : array(List.of(any(2))));
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.add(field("x" + i + text(""), any(3)));
        }
        Collections.shuffle(fields, new Random(random.nextLong()));
        return blank() + object(fields) + blank();
    }

    private String messages() {
        var messages = new ArrayList<String>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var fields = new ArrayList<String>();
            fields.add(field(
                    "role",
                    string(List.of("user", "assistant", "system", "ünknown").get(random.nextInt(4)))));
            maybe(fields, "content", content());
            maybe(fields, "tool_calls", any(2));
            Collections.shuffle(fields, new Random(random.nextLong()));
            messages.add(object(fields));
        }
        return array(messages);
    }

    private String content() {
        return switch (random.nextInt(3)) {
            case 0 -> "null";
            case 1 -> string(text(""));
            default ->
                array(List.of(
                        object(List.of(field("type", "\"text\""), field("text", string(text(""))))),
                        object(List.of(field("type", "\"image_url\""), field("image_url", any(1))))));
        };
    }

    private String any(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> string(text(""));
            case 1 -> Long.toString(random.nextLong());
            case 2 -> "true";
            case 3 -> "null";
            case 4 -> array(List.of(any(depth - 1), any(depth - 1)));
            default -> object(List.of(field("k", any(depth - 1)), field("model", any(depth - 1))));
        };
    }

    private void maybe(List<String> fields, String name, String value) {
        if (random.nextBoolean()) {
            fields.add(field(name, value));
        }
    }

    private String field(String name, String value) {
        return string(name) + blank() + ":" + blank() + value;
    }

    private String object(List<String> fields) {
        return "{" + blank() + String.join(blank() + "," + blank(), fields) + blank() + "}";
    }

    private String array(List<String> values) {
        return "[" + blank() + String.join(blank() + "," + blank(), values) + blank() + "]";
    }

    private String text(String before) {
        return before + TEXTS[random.nextInt(TEXTS.length)];
    }

    private String blank() {
        return BLANKS[random.nextInt(BLANKS.length)];
    }

    private String string(String text) {
        boolean escapeMany = random.nextInt(4) == 0;
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' '
                    || c == '"'
                    || c == '\\'
                    || (escapeMany && random.nextBoolean())
                    || (escapeMany && Character.isSurrogate(c))) {
                quoted.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
