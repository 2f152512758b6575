package io.frond.config;

import io.frond.model.Limits;
import io.frond.model.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to answer.
 *
 * @param to the backend
 * @param with the knowledge to fetch from first; null for none
 * @param examples questions that belong here; the classifier learns from them
 * @param when hard rules that win over meaning; null for none
 * @param fallback backends that answer when the first cannot, instead of those of the backend; null for the backend's
 * @param rescue whether the rest of a stream that breaks is fetched from another endpoint
 * @param batch whether its requests can wait, behind all that cannot
 * @param patience how long it waits, where not as long as its backend
 * @param limits what may be used by way of it, by all tenants together
 * @param semantic whether its answers are given to questions in other words
 */
public record RouteConfig(
        String name,
        String to,
        @Nullable String with,
        List<String> examples,
        @Nullable When when,
        @Nullable List<String> fallback,
        boolean rescue,
        boolean batch,
        Patience patience,
        Limits limits,
        Semantic semantic) {

    /**
     * Whether and how its answers are given to questions in other words.
     *
     * @param error the share of requests that may be answered wrongly so; null for that of the cache
     */
    public record Semantic(boolean on, @Nullable Double error) {
        /** As long as nothing is said. */
        public static final Semantic OFF = new Semantic(false, null);

        private static Semantic from(Section s) {
            boolean on = s.choice(
                            "semantic",
                            List.of("off", "on"),
                            "off",
                            "on: answers are given to questions in other words too, once that has proved right")
                    .equals("on");
            var error = s.optional(
                    "semantic_error",
                    Kinds.share(),
                    "the share of its requests that may be answered wrongly so; without it, that of cache.semantic");
            if (error != null && (error == 0 || error > CacheConfig.Semantic.MOST)) {
                s.fault("semantic_error", CacheConfig.Semantic.RANGE);
            }
            return new Semantic(on, error);
        }
    }

    public RouteConfig {
        examples = List.copyOf(examples);
        fallback = fallback == null ? null : List.copyOf(fallback);
    }

    /** A route whose fallbacks are those of its backend. */
    public RouteConfig(String name, String to, @Nullable String with, List<String> examples, @Nullable When when) {
        this(name, to, with, examples, when, null, false, false, Patience.USUAL, Limits.NONE, Semantic.OFF);
    }

    /** The same, fetching from what is called so in place of what it names. */
    RouteConfig fetching(Map<String, String> labels) {
        var from = with == null ? null : labels.getOrDefault(with, with);
        return Objects.equals(from, with)
                ? this
                : new RouteConfig(name, to, from, examples, when, fallback, rescue, batch, patience, limits, semantic);
    }

    static RouteConfig from(String name, Section s, Set<String> backends, Set<String> knowledge) {
        String to = s.required("to", Kinds.reference("backend", backends), "the backend that answers");
        String with = s.optional(
                "with", Kinds.reference("knowledge", knowledge), "the knowledge to fetch passages from first");
        var examples = new ArrayList<>(s.list("examples", Kinds.text(), "questions that belong here"));
        List<String> more = s.optional("examples_file", Disk.lines(), "file with further questions, one in a line");
        examples.addAll(more == null ? List.of() : more);
        When when =
                s.optionalBlock("when", "hard rules that win over meaning; all that are given must hold", When::from);
        var fallback = s.list(
                "fallback",
                Kinds.reference("backend", backends),
                "backends that answer when the first cannot, instead of that backend's own; [] for none");
        ForwardNames.once(s, to, fallback);
        String rescue = s.choice(
                "rescue",
                List.of("off", "continue"),
                "off",
                "continue: the rest of a stream that breaks comes from another endpoint or a fallback, if one can tell it");
        return new RouteConfig(
                name,
                to,
                with,
                examples,
                when,
                s.has("fallback") ? fallback : null,
                rescue.equals("continue"),
                batch(s),
                patience(s),
                s.block("limits", "what may be used by way of it, by all tenants together", LimitsBlock::from),
                Semantic.from(s));
    }

    private static Patience patience(Section s) {
        var patience = s.optionalBlock("timeout", "where it waits not as long as its backend", RouteConfig::waits);
        return patience == null ? Patience.USUAL : patience;
    }

    private static Patience waits(Section s) {
        return new Patience(
                wait(s, "first_token", "for the first byte of a stream's body"),
                wait(s, "total", "for a whole answer that is not streamed"),
                wait(s, "idle", "longest silence within a stream"),
                wait(s, "stream", "longest stream altogether"),
                wait(
                        s,
                        "request",
                        "for a whole answer or a stream's first byte over all tries together, fallbacks included"));
    }

    private static @Nullable Duration wait(Section s, String key, String doc) {
        return s.optional(key, Kinds.duration(Duration.ofMillis(1), Duration.ofDays(7)), doc);
    }

    private static boolean batch(Section s) {
        return s.choice(
                        "priority",
                        List.of("interactive", "batch"),
                        "interactive",
                        "batch: its requests wait behind all others, and are the first to be turned away")
                .equals("batch");
    }

    /**
     * All that is given must hold.
     *
     * @param model glob over the request's model, {@code code-*}
     * @param tools whether the request brings tools
     * @param headers header name to glob
     * @param match regular expression that must be found in the last user message; matched in bounded time
     */
    public record When(
            @Nullable String model,
            @Nullable Boolean tools,
            Map<String, String> headers,
            @Nullable String match) {

        public When {
            headers = Map.copyOf(headers);
        }

        private static When from(Section s) {
            var when = new When(
                    s.text("model", "glob over the request's model, such as code-*"),
                    s.optional("tools", Kinds.flag(), "whether the request brings tools"),
                    s.map("headers", Kinds.text(), "header names, each with a glob over its value"),
                    s.optional("match", Kinds.regex(), "regular expression to be found in the last user message"));
            if (!s.has("model") && !s.has("tools") && !s.has("headers") && !s.has("match")) {
                s.fault("when", "holds no rule: model, tools, headers or match");
            }
            return when;
        }
    }
}
