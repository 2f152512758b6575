package io.frond.upstream.balance;

import io.frond.model.Ask;
import io.frond.model.Message;
import io.frond.model.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a request belongs with, as hashes for {@link Draw}: 0 where it stands alone. */
public final class Belonging {
    /** Claude Code and Open WebUI name their conversations so. */
    private static final List<String> CLIENTS = List.of("x-claude-code-session-id", "x-openwebui-chat-id");

    private Belonging() {}

    /**
     * By the header, else by those that well-known clients send of their own accord, else by {@code prompt_cache_key},
     * else by the session that the body's {@code metadata} names.
     *
     * @param header name of the header by which callers may say so
     */
    public static long session(Ask ask, String header) {
        var named = given(ask, header);
        for (int i = 0; named == null && i < CLIENTS.size(); i++) {
            named = given(ask, CLIENTS.get(i));
        }
        named = named == null ? ask.fields().cacheKey() : named;
        named = named == null ? ask.fields().session() : named;
        return named == null || named.isBlank() ? 0 : hash(named.hashCode());
    }

    private static @Nullable String given(Ask ask, String header) {
        var value = ask.headers().get(header);
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * By the model and the conversation's beginning: all up to the end of the first message of a user, which stays the
     * same while the conversation grows, but no more than so many bytes.
     */
    public static long prompt(Ask ask, int most) {
        var sum = new CRC32C();
        sum.update(ask.fields().model().getBytes(StandardCharsets.UTF_8));
        int left = most;
        for (Message message : ask.fields().messages()) {
            left -= add(sum, ask, message.content(), left);
            if (left == 0 || message.role().equals("user")) {
                break;
            }
        }
        return left == most ? 0 : hash(sum.getValue());
    }

    private static int add(CRC32C sum, Ask ask, Span content, int most) {
        int length = Math.min(content.length(), most);
        sum.update(ask.body().getBytes(content.from(), content.from() + length));
        return length;
    }

    private static long hash(long text) {
        long hash = Homes.mixed(text);
        return hash == 0 ? 1 : hash;
    }
}
