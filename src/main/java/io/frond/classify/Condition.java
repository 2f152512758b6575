package io.frond.classify;

import io.frond.config.RouteConfig;
import io.frond.model.Ask;
import io.frond.model.Glob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A route's {@code when}: all that is given must hold. */
record Condition(
        String route,
        @Nullable Glob model,
        @Nullable Boolean tools,
        Map<String, Glob> headers,
        @Nullable Pattern match) {

    static Condition of(String route, RouteConfig.When when) {
        var headers = new LinkedHashMap<String, Glob>();
        when.headers().forEach((name, glob) -> headers.put(name, new Glob(glob)));
        return new Condition(
                route,
                when.model() == null ? null : new Glob(when.model()),
                when.tools(),
                headers,
                when.match() == null ? null : Pattern.compile(when.match()));
    }

    /** A name that nothing else has may be claimed by a rule about names only. */
    boolean claims(Ask ask, Budget budget) {
        return model != null && holds(ask, budget);
    }

    /** The expression comes last, being the only costly part. */
    boolean holds(Ask ask, Budget budget) {
        return something()
                && (model == null || model.matches(ask.fields().model()))
                && (tools == null || tools == ask.fields().tools())
                && sent(ask)
                && (match == null || budget.finds(match, ask.question()));
    }

    /** The rule in words, without anything of the request. */
    String words() {
        var words = new StringBuilder("rule of route ").append(route).append(':');
        if (model != null) {
            words.append(" model is ").append(model.pattern()).append(',');
        }
        if (tools != null) {
            words.append(tools ? " brings tools," : " brings no tools,");
        }
        headers.forEach((name, glob) -> words.append(" header ")
                .append(name)
                .append(" is ")
                .append(glob.pattern())
                .append(','));
        if (match != null) {
            words.append(" text matches ").append(match.pattern()).append(',');
        }
        return words.substring(0, words.length() - 1);
    }

    private boolean something() {
        return model != null || tools != null || match != null || !headers.isEmpty();
    }

    private boolean sent(Ask ask) {
        for (var wanted : headers.entrySet()) {
            String value = ask.headers().get(wanted.getKey());
            if (value == null || !wanted.getValue().matches(value)) {
                return false;
            }
        }
        return true;
    }
}
