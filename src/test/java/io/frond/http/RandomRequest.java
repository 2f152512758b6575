package io.frond.http;

import io.frond.testing.RandomJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Valid chat requests, written in all the ways that JSON allows. */
public final class RandomRequest extends RandomJson {
    /** Names that are almost those of fields, or those of fields in another place. */
    private static final String[] NAMES = {
        "", "Model", "model ", "\u043codel", "MESSAGES", "stream_option", "include_usage", "$ref", "0", "\uD83D\uDE00"
    };

    private String model;
    private String question;

    public RandomRequest(SplittableRandom random) {
        super(random);
        this.model = text("m");
    }

    /** For this model, its name spelled in whatever way. */
    public RandomRequest of(String name) {
        model = name;
        return this;
    }

    /** Ending in a user's message that says this, alone or in parts. */
    public RandomRequest asking(String words) {
        question = words;
        return this;
    }

    public String text() {
        var fields = new ArrayList<String>();
        fields.add(field("model", string(model)));
        fields.add(field("messages", messages()));
        maybe(fields, "stream", random.nextBoolean() ? "true" : "false");
        maybe(fields, "stream_options", streamOptions());
        maybe(fields, "temperature", List.of("0", "1.00", "0.7", "2E-1", "-3").get(random.nextInt(5)));
        maybe(fields, "tools", random.nextBoolean() ? "[" + blank() + "]" : array(List.of(any(2))));
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.add(field("x" + i + text(""), any(3)));
        }
        maybe(fields, NAMES[random.nextInt(NAMES.length)], any(4));
        Collections.shuffle(fields, new Random(random.nextLong()));
        return blank() + object(fields) + blank();
    }

    private String streamOptions() {
        var wish = field("include_usage", List.of("true", "false", "null").get(random.nextInt(3)));
        var other = field("x", any(2));
        return switch (random.nextInt(6)) {
            case 0 -> object(List.of());
            case 5 -> "null";
            case 1 -> object(List.of(wish));
            case 2 -> object(List.of(other));
            case 3 -> object(List.of(other, wish));
            default -> object(List.of(wish, other));
        };
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
        if (question != null) {
            var fields = new ArrayList<>(List.of(field("role", string("user")), field("content", words(question))));
            maybe(fields, "name", any(2));
            Collections.shuffle(fields, new Random(random.nextLong()));
            messages.add(object(fields));
        }
        return array(messages);
    }

    private String words(String said) {
        var part = object(List.of(field("type", string("text")), field("text", string(said)), field("x", any(2))));
        return random.nextBoolean() ? string(said) : array(List.of(part));
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

    private void maybe(List<String> fields, String name, String value) {
        if (random.nextBoolean()) {
            fields.add(field(name, value));
        }
    }
}
