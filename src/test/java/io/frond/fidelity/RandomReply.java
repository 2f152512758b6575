package io.frond.fidelity;

import io.frond.testing.RandomJson;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Good answers of a provider, written in all the ways that JSON and server-sent events allow. */
final class RandomReply extends RandomJson {
    private static final List<String> LINE_ENDS = List.of("\n", "\n", "\r\n", "\r\n", "\r");
    private static final String DONE = "[DONE]";
    private static final int HUGE = 1 << 20;

    private final String lineEnd;

    RandomReply(SplittableRandom random) {
        super(random);
        lineEnd = LINE_ENDS.get(random.nextInt(LINE_ENDS.size()));
    }

    /**
     * A stream.
     *
     * @param bytes all of it
     * @param withoutUsage the same without the one event that says nothing but the usage
     */
    record Stream(Buffer bytes, Buffer withoutUsage) {}

    /** A whole answer, perhaps behind blank lines that were sent to keep the connection. */
    Buffer whole() {
        var fields = new ArrayList<String>();
        fields.add(field("choices", array(List.of(choice("message", "\"stop\"")))));
        fields.add(field("usage", usage()));
        fields.add(field("x " + text(""), any(4)));
        fields.add(field("error", "null"));
        Collections.shuffle(fields, new Random(random.nextLong()));
        return Buffer.buffer("\n".repeat(random.nextInt(3)) + object(fields) + blank());
    }

    Stream stream() {
        var all = Buffer.buffer();
        var shown = Buffer.buffer();
        for (int i = random.nextInt(12); i >= 0; i--) {
            var event = anything();
            all.appendString(event);
            shown.appendString(event);
        }
        var last = delta("\"stop\"") + between();
        var usage = event(object(List.of(field("choices", "[" + blank() + "]"), field("usage", usage()))));
        var done = "data:" + (random.nextBoolean() ? " " : "") + DONE + lineEnd + lineEnd;
        all.appendString(last).appendString(usage).appendString(done);
        shown.appendString(last).appendString(done);
        return new Stream(all, shown);
    }

    private String anything() {
        return switch (random.nextInt(8)) {
            case 0 -> ": " + text("still there").replaceAll("[\r\n]", " ") + lineEnd + lineEnd;
            case 1 -> ":" + lineEnd;
            case 2 -> between();
            case 3 -> event(object(List.of(field("x", any(3)), field("choices", "[]"), field("error", "null"))));
            case 4 -> "id: 7" + lineEnd + "retry: 10" + lineEnd + "x-own: 1" + lineEnd + lineEnd;
            default -> delta("null");
        };
    }

    /** A heartbeat of blank lines. */
    private String between() {
        return lineEnd.repeat(random.nextInt(3));
    }

    private String delta(String finish) {
        var fields = new ArrayList<String>();
        fields.add(field("choices", array(List.of(choice("delta", finish)))));
        fields.add(field("x", any(3)));
        fields.add(field("usage", "null"));
        Collections.shuffle(fields, new Random(random.nextLong()));
        return event(object(fields));
    }

    private String choice(String kind, String finish) {
        var said = object(List.of(field("role", "\"assistant\""), field("content", string(words()))));
        var fields = new ArrayList<>(
                List.of(field("index", "0"), field(kind, said), field("finish_reason", finish), field("x", any(2))));
        Collections.shuffle(fields, new Random(random.nextLong()));
        return object(fields);
    }

    /** Mostly a word; now and then as much as an image. */
    private String words() {
        return switch (random.nextInt(400)) {
            case 0 -> "x".repeat(HUGE);
            case 1, 2, 3 -> "😀".repeat(20_000 + random.nextInt(5_000));
            default -> text("");
        };
    }

    private String usage() {
        return object(List.of(
                field("prompt_tokens", "3"),
                field("completion_tokens", "2"),
                field("total_tokens", "5"),
                field("x", any(2))));
    }

    /** The JSON's own line ends become blanks, or further lines of data. */
    private String event(String json) {
        var data = "data:" + (random.nextBoolean() ? " " : "");
        var breaks = random.nextInt(4) == 0 ? lineEnd + data : " ";
        var name = random.nextInt(6) == 0 ? "event: message" + lineEnd : "";
        return name + data + String.join(breaks, json.split("\r\n|\r|\n", -1)) + lineEnd + lineEnd;
    }
}
