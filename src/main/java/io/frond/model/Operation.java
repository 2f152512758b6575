package io.frond.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a model service's calls a request is.
 *
 * @param method in upper case
 * @param path under the base URL, as the client wrote it: {@code /chat/completions}, {@code /responses/resp_1}
 * @param query what follows the question mark, as written; empty where there is none
 * @param kind what Frond reads of it
 */
public record Operation(String method, String path, String query, Kind kind) {

    /** How much Frond understands of a call. */
    public enum Kind {
        /** A conversation in {@code messages}. */
        CHAT,
        /** A text in {@code prompt} that is to go on. */
        COMPLETION,
        /** A conversation in {@code input}, perhaps the next turn of one that the service keeps. */
        RESPONSE,
        /** Texts that become vectors. */
        EMBEDDING,
        /** Anything else: it goes to its backend and comes back unread but for {@code model} and {@code stream}. */
        OTHER
    }

    public static final Operation CHAT = post("/chat/completions", Kind.CHAT);

    /** Calls that compute an answer and leave nothing behind, so that they may be made once more. */
    private static final Set<String> COMPUTING = Set.of("moderations", "rerank", "audio", "images");

    public static Operation post(String path, Kind kind) {
        return new Operation("POST", path, "", kind);
    }

    /** Path and query. */
    public String uri() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Whether the query asks for events: so a kept answer is streamed again. */
    public boolean wantsEvents() {
        return ("&" + query + "&").contains("&stream=true&");
    }

    /** The first segment of the path: {@code files}, {@code responses}. */
    public String family() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    /** For logs and metrics: OpenTelemetry's word where it has one, else the path's first segment. */
    public String name() {
        return switch (kind) {
            case CHAT, RESPONSE -> "chat";
            case COMPLETION -> "text_completion";
            case EMBEDDING -> "embeddings";
            case OTHER -> family();
        };
    }

    /** Whether a model must be named, in the body or the path. */
    public boolean needsModel() {
        return kind == Kind.CHAT || kind == Kind.COMPLETION || kind == Kind.EMBEDDING;
    }

    /** Whether it holds words of a user, by which a route can be found. */
    public boolean speaks() {
        return kind == Kind.CHAT || kind == Kind.COMPLETION || kind == Kind.RESPONSE;
    }

    /** The id of the kept response that the path names; null where it names none. */
    public @Nullable String response() {
        int from = "/responses/".length();
        boolean made = method.equals("POST") && !path.endsWith("/cancel");
        if (kind != Kind.OTHER || made || !path.startsWith("/responses/")) {
            return null;
        }
        int end = path.indexOf('/', from);
        return path.substring(from, end < 0 ? path.length() : end);
    }

    /** Whether a second try can do no harm when the first may have arrived. */
    public boolean repeatable() {
        return kind != Kind.OTHER || method.equals("GET") || method.equals("HEAD") || COMPUTING.contains(family());
    }
}
