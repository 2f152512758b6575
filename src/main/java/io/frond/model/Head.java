package io.frond.model;

import java.util.Map;

/**
 * What comes before the body of an answer.
 *
 * @param headers end-to-end headers to hand on, names in lower case; framing is the relay's own
 */
public record Head(int status, Map<String, String> headers) {

    public Head {
        headers = Map.copyOf(headers);
    }

    /** Whether server-sent events follow. */
    public boolean events() {
        return contentType().startsWith("text/event-stream");
    }

    public String contentType() {
        return headers.getOrDefault("content-type", "application/json");
    }
}
