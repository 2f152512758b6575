package io.frond.upstream.dialect;

import io.frond.config.Secret;
import io.frond.model.Call;
import io.frond.model.Refused;
import io.frond.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider speaks: request out, reply in, usage in, error in. Pure functions of bytes; no I/O.
 *
 * <p>Stateless and thread-safe, but for {@link Events}, of which each stream has its own.
 */
public interface Dialect {

    /** What OpenAI and the many servers that follow it speak. */
    static Dialect openAi() {
        return new OpenAi();
    }

    /** The request as it goes over the wire. */
    Outgoing request(Call call, Target target);

    /**
     * Reads a whole answer as far as Frond needs it. Takes about a millisecond per MiB.
     *
     * @throws Refused {@code UPSTREAM_PROTOCOL} when it is not a whole answer
     */
    Facts read(Call call, Buffer body);

    /** A reader for the stream that answers this call. */
    Events events(Call call);

    /**
     * The provider's own answer to a bad request in OpenAI's shape; unchanged bytes where it has that already.
     *
     * @return null where the body is not JSON
     */
    @Nullable
    Buffer error(Buffer body);

    /**
     * Where a call goes.
     *
     * @param model the name to ask for; null leaves the client's
     */
    record Target(@Nullable String model, @Nullable Secret key) {}

    /**
     * @param path under the endpoint's URL
     * @param headers without framing
     * @param body in pieces, one behind the other, so that a long one need not be copied for a small change
     */
    record Outgoing(String path, Map<String, String> headers, List<Buffer> body) {

        /** It holds the key, so it prints nothing of it. */
        @Override
        public String toString() {
            return "Outgoing[" + path + "]";
        }
    }

    /**
     * What an answer says about itself.
     *
     * @param finish why it ended, of the first choice; empty where that is not said
     * @param kept the id under which the provider keeps it, for a later request to go on from; empty where it does not
     */
    record Facts(Usage usage, String finish, String kept) {}

    /**
     * One stream as it is read. Bytes go in as they arrive and come out as they may go on; nothing is changed but what
     * the client must not see left out.
     */
    interface Events {

        /** What of these bytes, and of those kept before, goes on now; may be empty. */
        Buffer take(Buffer bytes);

        /** The provider ended: the rest. Afterwards the stream is {@link #done()} or has a {@link #failure()}. */
        Buffer end();

        /**
         * The connection broke though the stream is {@link #complete()}: what the client still needs. What was not whole
         * is lost. Afterwards the stream is {@link #done()} or has a {@link #failure()}.
         */
        Buffer cut();

        /** What must go on before an error can be told: the end of an event that is half handed on; mostly empty. */
        Buffer torn();

        /** The provider said that this was all. */
        boolean done();

        /** Each choice that was asked for has ended, even if the provider does not say that this was all. */
        boolean complete();

        /** Why this is not a good answer; null while it may be one. */
        @Nullable
        Refused failure();

        /** Events left out so far because they were malformed. */
        int dropped();

        /** As reported so far. */
        Facts facts();
    }
}
