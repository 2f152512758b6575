package io.frond.sdk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** A server that behaves as the provider does, or in one way does not: it shows that the checks can fail. */
final class FakeOpenAi implements OpenAiServer {
    private static final JsonObject USAGE =
            new JsonObject().put("prompt_tokens", 8).put("completion_tokens", 2).put("total_tokens", 10);

    private final Vertx vertx = Vertx.vertx();
    private final Fault fault;
    private final HttpServer server;

    enum Fault {
        NONE,
        EMPTY_ANSWER,
        STREAM_CUT,
        USAGE_UNASKED,
        NO_USAGE,
        NO_MODELS,
        EVERYBODY_WELCOME,
        ANY_MODEL,
        OTHER_CODE
    }

    private FakeOpenAi(Fault fault) {
        this.fault = fault;
        server = done(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    static OpenAiServer start(Fault fault) {
        return new FakeOpenAi(fault);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void handle(HttpServerRequest request) {
        if (fault != Fault.EVERYBODY_WELCOME && !("Bearer " + key()).equals(request.getHeader("authorization"))) {
            refuse(request, 401, "invalid_api_key");
            return;
        }
        switch (request.path()) {
            case "/v1/models" -> json(request, 200, models());
            case "/v1/models/auto" -> json(request, 200, entry());
            case "/v1/chat/completions" -> request.body().onSuccess(body -> chat(request, body.toJsonObject()));
            default -> refuse(request, 404, "unknown_url");
        }
    }

    private JsonObject models() {
        var data = fault == Fault.NO_MODELS ? new JsonArray() : new JsonArray().add(entry());
        return new JsonObject().put("object", "list").put("data", data);
    }

    private static JsonObject entry() {
        return new JsonObject()
                .put("id", "auto")
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "test");
    }

    private void chat(HttpServerRequest request, JsonObject ask) {
        if (fault != Fault.ANY_MODEL && !ask.getString("model").equals(model())) {
            refuse(request, 404, fault == Fault.OTHER_CODE ? "unknown" : "model_not_found");
        } else if (ask.getBoolean("stream", false)) {
            stream(
                    request,
                    ask.getJsonObject("stream_options", new JsonObject()).getBoolean("include_usage", false));
        } else {
            var message = new JsonObject()
                    .put("role", "assistant")
                    .put("content", fault == Fault.EMPTY_ANSWER ? "" : "thirty days");
            json(
                    request,
                    200,
                    answer("chat.completion", "message", message, "stop").put("usage", USAGE));
        }
    }

    private void stream(HttpServerRequest request, boolean usage) {
        var events = new StringBuilder();
        for (String word : new String[] {"thirty ", "days"}) {
            var delta = new JsonObject().put("role", "assistant").put("content", word);
            event(events, answer("chat.completion.chunk", "delta", delta, null));
        }
        if (fault != Fault.STREAM_CUT) {
            event(events, answer("chat.completion.chunk", "delta", new JsonObject(), "stop"));
        }
        if (usage ? fault != Fault.NO_USAGE : fault == Fault.USAGE_UNASKED) {
            event(
                    events,
                    answer("chat.completion.chunk", "delta", new JsonObject(), null)
                            .put("choices", new JsonArray())
                            .put("usage", USAGE));
        }
        request.response().putHeader("content-type", "text/event-stream").end(events + "data: [DONE]\n\n");
    }

    private static void event(StringBuilder events, JsonObject chunk) {
        events.append("data: ").append(chunk.encode()).append("\n\n");
    }

    private static JsonObject answer(String object, String field, JsonObject value, String finish) {
        var choice = new JsonObject().put("index", 0).put(field, value).put("finish_reason", finish);
        return new JsonObject()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1)
                .put("model", "auto")
                .put("choices", new JsonArray().add(choice));
    }

    private static void refuse(HttpServerRequest request, int status, String code) {
        var error = new JsonObject()
                .put("message", "refused")
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", code);
        json(request, status, new JsonObject().put("error", error));
    }

    private static void json(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.toBuffer());
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    @Override
    public String key() {
        return "sk-somebody";
    }

    @Override
    public String model() {
        return "auto";
    }

    @Override
    public void close() {
        done(vertx.close());
    }
}
