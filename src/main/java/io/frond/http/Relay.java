package io.frond.http;

import io.frond.model.Reply;
import io.vertx.core.AsyncResult;

/** Hands an answer to the client: whole in one write, or as it arrives. */
final class Relay {
    private Relay() {}

    static void answer(Exchange exchange, AsyncResult<Reply> result) {
        try {
            if (result.failed()) {
                exchange.refuse(exchange.why(result.cause()));
            } else if (exchange.claim()) {
                head(exchange, result.result());
                body(exchange, result.result());
            }
        } catch (RuntimeException failure) {
            exchange.giveUp(failure);
        }
    }

    private static void head(Exchange exchange, Reply reply) {
        var response = exchange.response();
        ReplyHeaders.of(reply.head(), response.headers());
        ReplyHeaders.of(exchange.journal(), reply.served(), response.headers());
        if (reply.served() == null) {
            response.putHeader(ReplyHeaders.PROCESSING, exchange.millis());
        }
        response.setStatusCode(reply.head().status());
    }

    private static void body(Exchange exchange, Reply reply) {
        switch (reply) {
            case Reply.Whole whole -> exchange.end(whole.body());
            case Reply.Streamed streamed -> stream(exchange, streamed);
        }
    }

    private static void stream(Exchange exchange, Reply.Streamed streamed) {
        if (streamed.head().events()) {
            var headers = exchange.response().headers();
            headers.set("cache-control", "no-cache");
            headers.set("x-accel-buffering", "no");
        }
        var relay = new StreamRelay(exchange, streamed);
        exchange.whenInterrupted(relay::broken);
        relay.start();
    }
}
