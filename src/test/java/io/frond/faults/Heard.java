package io.frond.faults;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client got for one request.
 *
 * @param text the content, joined
 * @param models named in the events, each once
 * @param usage as reported; null where it was not
 * @param error of the body or the error event; null where there was none
 * @param garbage whatever was no event that a client could read
 * @param marked whether {@code [DONE]} came
 * @param broken whether the connection broke
 * @param firstToken until the first byte of a body that has content; null where it has none
 */
public record Heard(
        int status,
        HttpHeaders headers,
        String text,
        Set<String> models,
        String finish,
        @Nullable JsonObject usage,
        @Nullable JsonObject error,
        List<String> garbage,
        boolean marked,
        boolean broken,
        @Nullable Duration firstToken,
        Duration took) {

    /** The one of these words that is true: {@code complete}, {@code error}, or what is wrong with it. */
    public String ending(String nonce) {
        var expected = new Answer(nonce).text();
        if (!garbage.isEmpty()) {
            return "garbage: " + garbage;
        }
        if (status != 200) {
            return told() ? "error" : "status " + status + " without an error";
        }
        if (error != null || broken || !marked) {
            return brokenOff(expected);
        }
        if (!text.equals(expected)) {
            return "passed off as complete: " + text;
        }
        return !finish.equals("stop") || usage == null ? "without finish_reason or usage" : "complete";
    }

    private String brokenOff(String expected) {
        if (!expected.startsWith(text)) {
            return "wrong tokens: " + text;
        }
        return told() && broken && !marked
                ? "error"
                : "unclear end: error " + error + ", marked " + marked + ", broken " + broken;
    }

    private boolean told() {
        return error != null
                && !error.getString("message", "").isBlank()
                && !error.getString("type", "").isBlank();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String code() {
        return error == null ? "" : error.getString("code", "");
    }
}
