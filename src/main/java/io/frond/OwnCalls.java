package io.frond;

import io.frond.http.Resources;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whatever Frond answers without a model, each family of paths by the part that it belongs to. */
final class OwnCalls implements Resources {
    private final Map<String, Resources> parts = new HashMap<>();

    /** @param all no two with the same family */
    OwnCalls(List<Resources> all) {
        all.forEach(part -> part.families().forEach(family -> parts.put(family, part)));
    }

    @Override
    public Set<String> families() {
        return Set.copyOf(parts.keySet());
    }

    @Override
    public List<HttpMethod> methods(String family) {
        return part(family).methods(family);
    }

    @Override
    public Future<Reply> answer(Request request) {
        return part(request.ask().operation().family()).answer(request);
    }

    private Resources part(String family) {
        return Objects.requireNonNull(parts.get(family), () -> "nothing leads to " + family);
    }
}
