package io.frond.upstream;

import io.frond.config.Ability;
import io.frond.model.Call;
import io.frond.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the model that answers it.
 *
 * @param tokens of the question, passages included, reckoned low: four bytes of text are seldom less than a token
 */
record Needs(long tokens, boolean tools, boolean vision, boolean prefill, boolean structuredOutput) {
    private static final int BYTES_PER_TOKEN = 4;

    static Needs of(Call call) {
        var fields = call.ask().fields();
        var messages = fields.messages();
        long bytes =
                call.edits().stream().mapToLong(edit -> edit.bytes().length()).sum();
        boolean vision = false;
        for (Message message : messages) {
            bytes += bytes(message);
            vision |= message.image();
        }
        boolean prefill =
                !messages.isEmpty() && messages.get(messages.size() - 1).role().equals("assistant");
        return new Needs(bytes / BYTES_PER_TOKEN, fields.tools(), vision, prefill, fields.structured());
    }

    /** Of a message with an image, only the text that was read: how many tokens an image is, its bytes do not tell. */
    private static long bytes(Message message) {
        return message.image() ? message.text().length() : message.content().length();
    }

    /** The first thing that is needed and not there; null where there is everything. */
    @Nullable
    String beyond(Ability can) {
        if (tools && !can.tools()) {
            return "tools";
        }
        if (vision && !can.vision()) {
            return "vision";
        }
        if (prefill && !can.prefill()) {
            return "prefill";
        }
        if (structuredOutput && !can.structuredOutput()) {
            return "structured_output";
        }
        var context = can.context();
        return context != null && tokens > context ? "context" : null;
    }
}
