package io.frond.account;

import io.frond.config.Secret;
import io.frond.model.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one request went. Texts are empty, numbers null, where there is nothing to tell.
 *
 * @param tenant empty for strangers
 * @param key the name of the key, never its value
 * @param operation {@code chat}, {@code embeddings}, {@code files}: empty where the request was not read
 * @param model as the client asked, cut where it is too long for a name
 * @param by the stage that decided the route
 * @param reason why that route, in words
 * @param knowledge what was fetched from
 * @param cache {@code hit}, {@code miss}, {@code stale}, {@code collapsed}, {@code request}, {@code bypass}
 * @param error the label of the {@code Reason}; empty for success. A stream that broke has one beside its status 200
 * @param tokensIn as the provider reported; null where it did not, and for answers from the cache, which cost none
 * @param cost in US dollars, of estimated tokens too; null where no price is known or there was nothing to pay
 * @param millis from the request's first byte to the end of the answer
 * @param firstByteMillis from the request's first byte until the answer began
 * @param overheadMillis Frond's own part of that; null where several tries hide it
 * @param question for people who watch their own demo; prints as stars everywhere else
 */
public record Line(
        String id,
        String decision,
        String tenant,
        String key,
        String operation,
        String model,
        boolean stream,
        String route,
        String by,
        List<String> reason,
        @Nullable Double margin,
        String knowledge,
        int chunks,
        String endpoint,
        int attempts,
        String cache,
        int status,
        String error,
        @Nullable Long tokensIn,
        @Nullable Long tokensOut,
        @Nullable Money cost,
        double millis,
        @Nullable Double firstByteMillis,
        @Nullable Double overheadMillis,
        Secret question) {

    /** Of a model's name that the client wrote, in characters: it may be as long as a body, and hold anything. */
    private static final int LONGEST_MODEL = 128;

    public Line {
        model = model.length() <= LONGEST_MODEL ? model : model.substring(0, LONGEST_MODEL) + "...";
        reason = List.copyOf(reason);
    }
}
