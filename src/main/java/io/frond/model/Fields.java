package io.frond.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a request that Frond acts on, found in one pass over its bytes. All positions refer to the body as
 * the client sent it.
 *
 * @param model as written; empty where the request names none
 * @param modelAt its value, quotes included where there are any; null where the body does not hold it
 * @param modelInPath whether the path named it, and so holds against what the body says
 * @param stream whether the client asked for events
 * @param streamOptions the value of {@code stream_options}, braces included, or the word {@code null} where the
 *     client wrote that; null where absent
 * @param usageWanted whether {@code stream_options.include_usage} is true
 * @param messages in order; what stands in {@code input} or {@code prompt} counts as such
 * @param tools whether {@code tools} or {@code functions} holds at least one
 * @param structured whether the answer is to follow a JSON schema
 * @param temperature null where absent
 * @param continues id of the answer or conversation, kept by the service, that this one goes on from; null where none
 * @param cacheKey {@code prompt_cache_key}: the same for requests that share a beginning; null where absent
 * @param session id of the client's session, where {@code metadata} names one; null where it does not
 * @param longest most tokens that the answer may have, {@code max_tokens} and its like; null where that is not said
 * @param choices how many answers are asked for, {@code n} and its like; 1 where that is not said
 * @param object the body's outermost object, braces included: fields are inserted behind its first byte; null where
 *     the body is none
 */
public record Fields(
        String model,
        @Nullable Span modelAt,
        boolean modelInPath,
        boolean stream,
        @Nullable Span streamOptions,
        boolean usageWanted,
        List<Message> messages,
        boolean tools,
        boolean structured,
        @Nullable Double temperature,
        @Nullable String continues,
        @Nullable String cacheKey,
        @Nullable String session,
        @Nullable Long longest,
        long choices,
        @Nullable Span object) {

    /** Of a body that is not read, or of none. */
    public static Fields none(String model, boolean stream) {
        return of(model, null, !model.isEmpty(), stream);
    }

    /** Of a body in which nothing else is looked for. */
    public static Fields of(String model, @Nullable Span modelAt, boolean modelInPath, boolean stream) {
        return new Fields(
                model,
                modelAt,
                modelInPath,
                stream,
                null,
                false,
                List.of(),
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                1,
                null);
    }

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
