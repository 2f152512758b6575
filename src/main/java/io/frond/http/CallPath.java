package io.frond.http;

import io.frond.model.Operation;
import io.frond.model.Operation.Kind;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths of OpenAI's API that end at a model service, under whatever the client holds to be the base URL.
 *
 * @param path as the router writes it, under the base
 */
record CallPath(List<HttpMethod> methods, String path, Kind kind) {
    private static final List<HttpMethod> WRITE = List.of(HttpMethod.POST);
    private static final List<HttpMethod> READ = List.of(HttpMethod.GET);
    static final List<HttpMethod> STORED = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    /** OpenAI's own, none, Azure's and Groq's. */
    static final List<String> BASES = List.of("/v1", "", "/openai/v1", "/openai");

    /** Azure's older form: the path names the model. */
    static final String DEPLOYMENT = "/openai/deployments/:deployment";

    private static final String DEPLOYMENTS = "/openai/deployments/";
    private static final Pattern API_VERSION = Pattern.compile("^api-version=[^&]*(?:&|$)|&api-version=[^&]*");

    /** In the order in which they are asked for most. */
    static final List<CallPath> ALL = List.of(
            new CallPath(WRITE, "/chat/completions", Kind.CHAT),
            new CallPath(WRITE, "/embeddings", Kind.EMBEDDING),
            new CallPath(WRITE, "/responses", Kind.RESPONSE),
            new CallPath(WRITE, "/completions", Kind.COMPLETION),
            new CallPath(WRITE, "/responses/compact", Kind.OTHER),
            new CallPath(WRITE, "/responses/input_tokens", Kind.OTHER),
            new CallPath(WRITE, "/responses/:id/cancel", Kind.OTHER),
            new CallPath(READ, "/responses/:id/input_items", Kind.OTHER),
            new CallPath(List.of(HttpMethod.GET, HttpMethod.DELETE), "/responses/:id", Kind.OTHER),
            new CallPath(WRITE, "/moderations", Kind.OTHER),
            new CallPath(WRITE, "/rerank", Kind.OTHER),
            new CallPath(WRITE, "/audio/speech", Kind.OTHER),
            new CallPath(WRITE, "/audio/transcriptions", Kind.OTHER),
            new CallPath(WRITE, "/audio/translations", Kind.OTHER),
            new CallPath(WRITE, "/images/generations", Kind.OTHER),
            new CallPath(WRITE, "/images/edits", Kind.OTHER),
            new CallPath(WRITE, "/images/variations", Kind.OTHER),
            new CallPath(STORED, "/files", Kind.OTHER),
            new CallPath(STORED, "/files/*", Kind.OTHER),
            new CallPath(STORED, "/batches", Kind.OTHER),
            new CallPath(STORED, "/batches/*", Kind.OTHER),
            new CallPath(STORED, "/fine_tuning/*", Kind.OTHER));

    /** What answers it under this base. */
    Endpoint under(String base, ModelCalls calls) {
        return exchange -> calls.answer(exchange, operation(exchange.request(), base.length(), kind), "");
    }

    /** The same where Frond itself keeps what is asked for. */
    static Endpoint own(String base, ModelCalls calls, Resources own) {
        return exchange -> calls.answer(exchange, operation(exchange.request(), base.length(), Kind.OTHER), own);
    }

    /** The first segment of its path. */
    String family() {
        return path.substring(1).replaceFirst("/.*", "");
    }

    /** What answers it under Azure's path of a deployment, which is the model's name. */
    Endpoint deployed(ModelCalls calls) {
        return exchange -> {
            var path = exchange.request().path();
            int end = path.indexOf('/', DEPLOYMENTS.length());
            var name = PathCheck.rest(path.substring(0, end), DEPLOYMENTS);
            calls.answer(exchange, operation(exchange.request(), end, kind), name);
        };
    }

    /** The call that a path means which is not in the list; null where it is outside of {@code /v1}. */
    static @Nullable Operation unknown(HttpServerRequest request) {
        var base = BASES.get(0);
        return request.path().startsWith(base + "/") ? operation(request, base.length(), Kind.OTHER) : null;
    }

    /** Azure's {@code api-version} is meant for whoever serves Azure's paths, and that is Frond. */
    private static Operation operation(HttpServerRequest request, int base, Kind kind) {
        var query = request.query();
        var kept = query == null ? "" : API_VERSION.matcher(query).replaceAll("");
        return new Operation(request.method().name(), request.path().substring(base), kept, kind);
    }
}
