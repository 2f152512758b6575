package io.frond.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One small GET at an endpoint, beside its calls: counted nowhere, broken off when it takes too long or grows too large. */
final class Errand {

    /**
     * @param status of the answer
     * @param body as far as it was wanted
     */
    record Answer(int status, Buffer body) {}

    private final Vertx vertx;
    private final int most;
    private final Promise<Answer> answer = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    private Errand(Vertx vertx, int most) {
        this.vertx = vertx;
        this.most = most;
    }

    /**
     * @param path on the endpoint's host, {@code /health}
     * @param most bytes of the body; a longer one fails. 0 where the body is not wanted
     */
    static Future<Answer> run(EndpointClient endpoint, String path, Duration limit, int most) {
        var errand = new Errand(endpoint.around().vertx(), most);
        return errand.run(endpoint, endpoint.options(HttpMethod.GET, path), limit);
    }

    private Future<Answer> run(EndpointClient endpoint, RequestOptions options, Duration limit) {
        var key = endpoint.endpoint().key();
        if (key != null) {
            options.putHeader("authorization", "Bearer " + key.value());
        }
        long timer = vertx.setTimer(Math.max(1, limit.toMillis()), fired -> breakOff("no answer in time"));
        endpoint.http().request(options).onSuccess(this::send).onFailure(answer::tryFail);
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void send(HttpClientRequest opened) {
        request = opened;
        opened.exceptionHandler(broken -> answer.tryFail(broken));
        if (answer.future().isComplete()) {
            var unused = opened.reset();
            return;
        }
        opened.send().onSuccess(this::read).onFailure(answer::tryFail);
    }

    private void read(HttpClientResponse response) {
        if (most == 0) {
            answer.tryComplete(new Answer(response.statusCode(), body));
            Collected.discard(vertx, response);
            return;
        }
        response.exceptionHandler(broken -> answer.tryFail(broken))
                .handler(this::add)
                .endHandler(end -> answer.tryComplete(new Answer(response.statusCode(), body)));
    }

    private void add(Buffer bytes) {
        if (body.length() + bytes.length() > most) {
            breakOff("the answer is larger than " + most + " bytes");
        } else {
            body.appendBuffer(bytes);
        }
    }

    private void breakOff(String why) {
        answer.tryFail(why);
        if (request != null) {
            var unused = request.reset();
        }
    }
}
