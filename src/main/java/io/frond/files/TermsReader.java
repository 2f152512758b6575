package io.frond.files;

import io.frond.files.Attachment.Chunking;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what requests say of how things are to be kept: chunking, attributes, metadata, expiry. */
final class TermsReader {
    private static final int MOST = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final int LEAST_TOKENS = 100;
    private static final int MOST_TOKENS = 4096;
    private static final int LONGEST_LIFE = 365;

    private TermsReader() {}

    /** Attributes and chunking of a file to be attached. */
    static Attachment.Terms of(Body body) {
        return new Attachment.Terms(attributes(body), chunking(body));
    }

    static Chunking chunking(Body body) {
        var strategy = body.object("chunking_strategy");
        if (strategy == null) {
            return Chunking.AUTO;
        }
        return switch (strategy.needed("type")) {
            case "auto" -> Chunking.AUTO;
            case "static" -> fixed(strategy);
            default -> throw strategy.wrong("type", "'auto' or 'static' is expected");
        };
    }

    private static Chunking fixed(Body strategy) {
        var sizes = strategy.object("static");
        if (sizes == null) {
            throw strategy.missing("static");
        }
        var tokens = sizes.number("max_chunk_size_tokens", LEAST_TOKENS, MOST_TOKENS);
        var overlap = sizes.number("chunk_overlap_tokens", 0, MOST_TOKENS);
        if (tokens == null || overlap == null) {
            throw sizes.missing(tokens == null ? "max_chunk_size_tokens" : "chunk_overlap_tokens");
        }
        if (overlap * 2 > tokens) {
            throw sizes.wrong("chunk_overlap_tokens", "at most half of max_chunk_size_tokens is expected");
        }
        return new Chunking(tokens, overlap);
    }

    static Map<String, Object> attributes(Body body) {
        var attributes = new LinkedHashMap<String, Object>();
        entries(body, "attributes").forEach((key, value) -> attributes.put(key, attribute(body, key, value)));
        return attributes;
    }

    private static Object attribute(Body body, String key, @Nullable Object value) {
        if (value instanceof String text && text.length() <= LONGEST_VALUE) {
            return text;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw body.wrong(
                "attributes." + key,
                "a string of at most " + LONGEST_VALUE + " characters, a number or a boolean is expected");
    }

    static Map<String, String> metadata(Body body) {
        var metadata = new LinkedHashMap<String, String>();
        entries(body, "metadata").forEach((key, value) -> {
            if (!(value instanceof String text) || text.length() > LONGEST_VALUE) {
                throw body.wrong("metadata." + key, "a string of at most " + LONGEST_VALUE + " characters is expected");
            }
            metadata.put(key, text);
        });
        return metadata;
    }

    private static Map<String, Object> entries(Body body, String name) {
        var object = body.object(name);
        if (object == null) {
            return Map.of();
        }
        var entries = object.json().getMap();
        if (entries.size() > MOST) {
            throw body.wrong(name, "at most " + MOST + " entries are expected");
        }
        for (var key : entries.keySet()) {
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                throw body.wrong(name, "keys of 1 to " + LONGEST_KEY + " characters are expected");
            }
        }
        return entries;
    }

    /** Days after the last use; null for never. */
    static @Nullable Integer days(Body body) {
        var expiry = body.object("expires_after");
        if (expiry == null) {
            return null;
        }
        if (!expiry.needed("anchor").equals("last_active_at")) {
            throw expiry.wrong("anchor", "'last_active_at' is expected");
        }
        var days = expiry.number("days", 1, LONGEST_LIFE);
        if (days == null) {
            throw expiry.missing("days");
        }
        return days;
    }
}
