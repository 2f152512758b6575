package io.frond.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a chat request that Frond acts on, found in one pass over its bytes. All positions refer to the
 * body as the client sent it.
 *
 * @param model as written
 * @param modelAt its value, quotes included
 * @param stream whether the client asked for events
 * @param streamOptions the value of {@code stream_options}, braces included, or the word {@code null} where the
 *     client wrote that; null where absent
 * @param usageWanted whether {@code stream_options.include_usage} is true
 * @param messages in order
 * @param tools whether {@code tools} or {@code functions} holds at least one
 * @param temperature null where absent
 * @param object the body's outermost object, braces included: fields are inserted behind its first byte
 */
public record Fields(
        String model,
        Span modelAt,
        boolean stream,
        @Nullable Span streamOptions,
        boolean usageWanted,
        List<Message> messages,
        boolean tools,
        @Nullable Double temperature,
        Span object) {

    public Fields {
        messages = List.copyOf(messages);
    }

    /** The last message of role {@code user}; null where there is none. */
    public @Nullable Message lastUser() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("user")) {
                return messages.get(i);
            }
        }
        return null;
    }
}
