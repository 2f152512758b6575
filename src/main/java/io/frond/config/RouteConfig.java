package io.frond.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to answer.
 *
 * @param to the backend
 * @param with the knowledge to fetch from first; null for none
 * @param examples questions that belong here; the classifier learns from them
 * @param when hard rules that win over meaning; null for none
 */
public record RouteConfig(
        String name,
        String to,
        @Nullable String with,
        List<String> examples,
        @Nullable When when) {

    public RouteConfig {
        examples = List.copyOf(examples);
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
    }
}
