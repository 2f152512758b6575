package io.frond.embed;

import io.frond.config.EmbedderConfig;
import io.frond.model.Clock;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Embeds by a service that speaks OpenAI's {@code /embeddings}.
 *
 * <p>A request that fails for a passing reason is made twice more. After five failures in a row nothing is asked for a
 * while, from one second up to a minute, so that a service that is away costs requests no time. Thread-safe.
 */
public final class RemoteEmbedder implements Embedder {
    private static final int ATTEMPTS = 3;
    private static final int CONNECTIONS = 16;
    private static final int CONNECT_MILLIS = 2_000;
    private static final long LARGEST_BODY = 64L << 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final EmbedderConfig config;
    private final HttpClient client;
    private final Rest rest;

    public RemoteEmbedder(Vertx vertx, EmbedderConfig config, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.rest = new Rest(clock);
    }

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        return rest(List.copyOf(texts), new ArrayList<>(texts.size()));
    }

    private Future<List<float[]>> rest(List<String> texts, List<float[]> made) {
        int from = made.size();
        if (from == texts.size()) {
            return Future.succeededFuture(made);
        }
        var batch = texts.subList(from, Math.min(texts.size(), from + config.batch()));
        return attempt(batch, 1).compose(vectors -> {
            made.addAll(vectors);
            return rest(texts, made);
        });
    }

    private Future<List<float[]>> attempt(List<String> batch, int number) {
        if (rest.resting()) {
            return Future.failedFuture(refused(Reason.UPSTREAM_OPEN, "fails; it is asked again shortly"));
        }
        return asked(batch)
                .onSuccess(done -> rest.succeeded())
                .onFailure(failure -> rest.failed(failure))
                .recover(failure -> again(batch, number, failure));
    }

    private Future<List<float[]>> again(List<String> batch, int number, Throwable failure) {
        var wait = number == ATTEMPTS ? null : wait(number, failure);
        if (wait == null) {
            return Future.failedFuture(failure);
        }
        return vertx.timer(wait.toMillis(), TimeUnit.MILLISECONDS).compose(later -> attempt(batch, number + 1));
    }

    /** Null where another attempt would come to the same, or too late. */
    private static @Nullable Duration wait(int number, Throwable failure) {
        var usual = FIRST_PAUSE.multipliedBy(1L << (number - 1));
        if (!(failure instanceof Refused refused) || !passing(refused.reason())) {
            return null;
        }
        var told = refused.retryAfter();
        var wait = told == null || told.compareTo(usual) < 0 ? usual : told;
        return wait.compareTo(LONGEST_WAIT) > 0 ? null : wait;
    }

    private static boolean passing(Reason reason) {
        return switch (reason) {
            case UPSTREAM_CONNECT, UPSTREAM_RATE, UPSTREAM_5XX -> true;
            default -> false;
        };
    }

    private Future<List<float[]>> asked(List<String> batch) {
        var body = body(batch).toBuffer();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url() + "/embeddings")
                .putHeader("content-type", "application/json")
                .putHeader("accept-encoding", "identity");
        if (config.key() != null) {
            options.putHeader("authorization", "Bearer " + config.key().value());
        }
        return client.request(options)
                .compose(request -> request.send(body).compose(this::body).onFailure(late -> {
                    var unused = request.reset();
                }))
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof Refused ? failure : broken(failure)))
                .compose(answer -> vectors(answer, batch.size()));
    }

    private Refused broken(Throwable failure) {
        return failure instanceof TimeoutException
                ? refused(
                        Reason.UPSTREAM_TIMEOUT,
                        "did not answer within " + config.timeout().toMillis() + " ms")
                : refused(Reason.UPSTREAM_CONNECT, "cannot be reached");
    }

    private JsonObject body(List<String> batch) {
        var body = new JsonObject()
                .put("model", config.model())
                .put("input", new JsonArray(batch))
                .put("encoding_format", "float");
        return config.shorten() ? body.put("dimensions", config.dimensions()) : body;
    }

    private Future<Buffer> body(HttpClientResponse response) {
        var length = response.getHeader("content-length");
        if (length != null && length.length() < 19 && Long.parseLong(length) > LARGEST_BODY) {
            return Future.failedFuture(refused(Reason.UPSTREAM_PROTOCOL, "answers with more than 64 MiB"));
        }
        return response.statusCode() == 200 ? response.body() : response.end().compose(end -> refused(response));
    }

    private Future<Buffer> refused(HttpClientResponse response) {
        int status = response.statusCode();
        var reason =
                switch (status) {
                    case 401, 403 -> Reason.UPSTREAM_AUTH;
                    case 429 -> Reason.UPSTREAM_RATE;
                    default -> status >= 500 ? Reason.UPSTREAM_5XX : Reason.UPSTREAM_PROTOCOL;
                };
        var refused = refused(reason, "answers with status " + status);
        var after = response.getHeader("retry-after");
        return Future.failedFuture(
                after != null && after.matches("[0-9]{1,6}")
                        ? refused.after(Duration.ofSeconds(Long.parseLong(after)))
                        : refused);
    }

    /** Off the event loop where there are many: a vector is ten kilobytes of JSON. */
    private Future<List<float[]>> vectors(Buffer answer, int expected) {
        return answer.length() <= 32_768
                ? Future.future(promise -> promise.complete(read(answer, expected)))
                : vertx.executeBlocking(() -> read(answer, expected), false);
    }

    private List<float[]> read(Buffer answer, int expected) {
        try {
            var data = Objects.requireNonNull(answer.toJsonObject().getJsonArray("data"));
            var vectors = new float[expected][];
            for (int i = 0; i < data.size(); i++) {
                var one = data.getJsonObject(i);
                vectors[one.getInteger("index", i)] = unit(one.getJsonArray("embedding"));
            }
            for (float[] vector : vectors) {
                Objects.requireNonNull(vector);
            }
            return List.of(vectors);
        } catch (Refused wrong) {
            throw wrong;
        } catch (RuntimeException malformed) {
            throw refused(Reason.UPSTREAM_PROTOCOL, "does not answer with one vector for each of the texts");
        }
    }

    private float[] unit(JsonArray numbers) {
        if (numbers.size() != config.dimensions()) {
            throw refused(
                    Reason.UPSTREAM_PROTOCOL,
                    "answers with vectors of " + numbers.size() + " dimensions; the configuration says "
                            + config.dimensions());
        }
        var vector = new float[numbers.size()];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.getFloat(i);
            square += (double) vector[i] * vector[i];
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] /= (float) length;
        }
        return vector;
    }

    private Refused refused(Reason reason, String what) {
        return Refused.of(reason, "The embedder " + config.name() + " " + what + ".");
    }

    @Override
    public int dimensions() {
        return config.dimensions();
    }

    @Override
    public int batch() {
        return config.batch();
    }

    @Override
    public void close() {
        var unused = client.close();
    }
}
