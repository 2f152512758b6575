package io.frond.http;

import io.frond.model.Head;
import io.frond.model.Journal;
import io.frond.model.Provenance;
import io.frond.model.Served;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an answer: the provider's first, Frond's over them. Whatever does not fit into a header is left out
 * or percent-encoded; nothing from outside can end a line.
 */
final class ReplyHeaders {
    static final String REQUEST_ID = "x-request-id";

    /** Milliseconds that the answer took whoever made it: the provider says it of its own, Frond of the rest. */
    static final String PROCESSING = "openai-processing-ms";

    /** Which pages may call Frond is for Frond's operator to say, not for a provider. */
    private static final String PAGES = "access-control-";

    /** Framing belongs to the connection between Frond and the client. */
    private static final Set<String> FRAMING = Set.of(
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "trailer",
            "te",
            "upgrade",
            "proxy-connection");

    private static final String EXPLAIN = "x-frond-explain";

    /** What Frond says of this request. A provider, which may be another Frond, does not say it in its place. */
    private static final Set<String> OURS = Set.of(
            "x-frond-as-of",
            "x-frond-attempts",
            "x-frond-cost-usd",
            "x-frond-decision",
            "x-frond-endpoint",
            EXPLAIN,
            "x-frond-fallback",
            "x-frond-model",
            "x-frond-route",
            "x-frond-sources",
            "x-frond-stale");

    private static final int LONGEST_REASONS = 2_000;
    private static final String UNRESERVED = "-._~/#:@!$*+()'";
    private static final String MARKS = "!#$%&'*+-.^_`|~";
    private static final int DELETE = 0x7f;
    private static final int LATIN = 0xff;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ReplyHeaders() {}

    static void of(Head head, MultiMap headers) {
        head.headers().forEach((name, value) -> {
            if (!FRAMING.contains(name) && !OURS.contains(name) && !name.startsWith(PAGES)) {
                put(name, value, headers);
            }
        });
    }

    /** What became known of the request. */
    static void of(Journal journal, @Nullable Served served, MultiMap headers) {
        headers.set(REQUEST_ID, journal.id());
        headers.set("x-frond-decision", journal.decision());
        put(journal.limitHeaders(), headers);
        Provenance provenance = journal.provenance();
        if (provenance != null) {
            of(provenance, headers);
        }
        explain(journal, headers);
        if (safe(journal.cacheStatus()) && !journal.cacheStatus().isEmpty()) {
            headers.set("cache-status", journal.cacheStatus());
        }
        var cost = journal.cost();
        if (cost != null) {
            headers.set("x-frond-cost-usd", cost.toString());
        }
        if (served != null) {
            of(served, headers);
        }
    }

    /** The reasons of the decision, for those who ask; of other letters than Latin-1's nothing can be said in a header. */
    private static void explain(Journal journal, MultiMap headers) {
        var ask = journal.ask();
        var route = journal.route();
        if (ask != null && route != null && "1".equals(ask.headers().get(EXPLAIN))) {
            var reasons = String.join("; ", route.reasons()).replaceAll("[^\\x20-\\x7e]", "?");
            put(EXPLAIN, reasons.substring(0, Math.min(LONGEST_REASONS, reasons.length())), headers);
        }
    }

    static void put(Map<String, String> more, MultiMap headers) {
        more.forEach((name, value) -> put(name, value, headers));
    }

    private static void put(String name, String value, MultiMap headers) {
        if (safe(value) && isName(name)) {
            headers.set(name, value);
        }
    }

    /** Whether it is a token (RFC 9110). */
    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static void of(Served served, MultiMap headers) {
        headers.set("x-frond-endpoint", encoded(served.endpoint()));
        if (served.attempts() > 1) {
            headers.set("x-frond-attempts", Integer.toString(served.attempts()));
        }
        if (!served.model().isEmpty()) {
            headers.set("x-frond-model", encoded(served.model()));
        }
        if (!served.passed().isEmpty()) {
            headers.set("x-frond-fallback", String.join(", ", served.passed()));
        }
    }

    private static void of(Provenance provenance, MultiMap headers) {
        headers.set("x-frond-route", encoded(provenance.route()));
        list("x-frond-sources", provenance.documents(), headers);
        var asOf = provenance.asOf();
        if (asOf != null) {
            headers.set(
                    "x-frond-as-of",
                    asOf.oldest().truncatedTo(ChronoUnit.SECONDS).toString());
            list("x-frond-stale", asOf.stale(), headers);
        }
    }

    private static void list(String name, List<String> documents, MultiMap headers) {
        if (!documents.isEmpty()) {
            headers.set(name, documents.stream().map(ReplyHeaders::encoded).collect(Collectors.joining(",")));
        }
    }

    private static boolean safe(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == DELETE || c > LATIN) {
                return false;
            }
        }
        return true;
    }

    /** Percent-encoded as in a path (RFC 3986), commas and percent signs too, so that a list can be split again. */
    static String encoded(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
