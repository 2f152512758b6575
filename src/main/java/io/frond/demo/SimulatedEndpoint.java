package io.frond.demo;

import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A model endpoint that is simulated and says so: a real HTTP server on loopback which speaks OpenAI's chat
 * completions, with a {@link Voice} where the model would be. Every answer carries {@code x-frond-simulated: true}.
 *
 * <p>{@code POST /simulate} on the same port makes it fail or slow it down. All state belongs to the server's one event
 * loop; only the voice runs on a worker.
 */
final class SimulatedEndpoint {
    private static final int BODY_LIMIT = 1 << 20;

    /**
     * @param latency milliseconds before an answer begins
     * @param token milliseconds between two tokens of a stream, at least 1
     */
    record Pace(long latency, long token) {}

    private final Vertx vertx;
    private final Clock clock;
    private final String model;
    private final Voice voice;
    private final Behaviour behaviour;
    private final HttpServer server;

    private SimulatedEndpoint(Vertx vertx, Clock clock, String model, Voice voice, Pace pace) {
        this.vertx = vertx;
        this.clock = clock;
        this.model = model;
        this.voice = voice;
        this.behaviour = new Behaviour(pace);
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /** Listens on a port of 127.0.0.1 that the system chooses. */
    static Future<SimulatedEndpoint> start(Vertx vertx, Clock clock, String model, Voice voice, Pace pace) {
        var endpoint = new SimulatedEndpoint(vertx, clock, model, voice, pace);
        return endpoint.server.listen(0, "127.0.0.1").map(endpoint);
    }

    /** What it stands for and where, for the log. */
    String label() {
        return "SIMULATED endpoint of " + model + " on " + url();
    }

    /** The base URL for clients, up to and including {@code /v1}. */
    String url() {
        return origin() + "/v1";
    }

    /** Where its behaviour is set. */
    String simulateUrl() {
        return origin() + "/simulate";
    }

    private String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        request.response().putHeader("x-frond-simulated", "true");
        BoundedBody.of(request, BODY_LIMIT)
                .compose(body -> dispatch(request, body))
                .onFailure(failure -> JsonReply.refuse(request.response(), failure));
    }

    private Future<Void> dispatch(HttpServerRequest request, Buffer body) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/chat/completions" -> chat(request.response(), body);
            case "GET /v1/models" -> models(request.response());
            case "GET /simulate" -> state(request.response());
            case "POST /simulate" -> {
                behaviour.change(body);
                yield state(request.response());
            }
            default -> Future.failedFuture(unknown(request.method(), request.path()));
        };
    }

    private Future<Void> chat(HttpServerResponse response, Buffer body) {
        long number = behaviour.arrived();
        return waiting()
                .compose(nothing -> vertx.executeBlocking(() -> answer(number, body), false))
                .compose(answer -> send(response, answer));
    }

    private Future<Void> waiting() {
        long latency = behaviour.latency();
        Future<Void> waited =
                latency == 0 ? Future.succeededFuture() : vertx.timer(latency).mapEmpty();
        return waited.compose(nothing -> behaviour.willing());
    }

    private record Answer(ChatRequest request, Completion completion) {}

    private Answer answer(long number, Buffer body) {
        var request = ChatRequest.read(body);
        if (!request.model().equals(model)) {
            throw Refused.of(Reason.CALLER_MODEL, "There is no such model here. This endpoint serves " + model + ".")
                    .at("model");
        }
        long created = clock.now().getEpochSecond();
        var text = voice.answer(request.question());
        return new Answer(request, Completion.of("chatcmpl-simulated-" + number, created, request, text));
    }

    private Future<Void> send(HttpServerResponse response, Answer answer) {
        if (!answer.request.stream()) {
            return JsonReply.ok(response, answer.completion.whole());
        }
        response.setChunked(true).putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-cache");
        behaviour.opened();
        new Typing(vertx, response, answer.completion.events(answer.request.includeUsage()), behaviour::closed)
                .start(behaviour.token());
        return Future.succeededFuture();
    }

    private Future<Void> models(HttpServerResponse response) {
        var entry = new JsonObject()
                .put("id", model)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "frond-simulated");
        var list = new JsonObject().put("object", "list").put("data", new JsonArray().add(entry));
        return behaviour.willing().compose(nothing -> JsonReply.ok(response, list.toBuffer()));
    }

    private Future<Void> state(HttpServerResponse response) {
        return JsonReply.ok(response, behaviour.state().toBuffer());
    }

    private static Refused unknown(HttpMethod method, String path) {
        var known = path.equals("/v1/chat/completions") || path.equals("/v1/models") || path.equals("/simulate");
        return known
                ? Refused.of(Reason.CALLER_METHOD, method + " is not understood here.")
                : Refused.of(Reason.CALLER_URL, "There is nothing at this path.");
    }
}
