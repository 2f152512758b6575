package io.frond.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program in Lua that Redis runs as one step. It is named by its digest, and sent along only where a server does not
 * know it yet.
 */
public final class RedisScript {
    private final String text;
    private final String digest;

    private RedisScript(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    /** @param resource beside the class {@code owner}; it must be there */
    public static RedisScript resource(Class<?> owner, String resource) {
        try (var in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param keys all of one slot */
    public Future<@Nullable Response> run(RedisLink link, List<String> keys, List<String> arguments) {
        var key = keys.get(0);
        return link.send(key, List.of(request(Command.EVALSHA, digest, keys, arguments)))
                .recover(failure -> unknown(failure)
                        ? link.send(key, List.of(request(Command.EVAL, text, keys, arguments)))
                        : Future.failedFuture(failure))
                .map(replies -> replies.get(0));
    }

    private static boolean unknown(Throwable failure) {
        var error = RedisError.of(failure);
        return error != null && error.code().equals("NOSCRIPT");
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        var request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
