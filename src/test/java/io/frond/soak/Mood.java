package io.frond.soak;

import static io.frond.testing.Replies.event;
import static io.frond.testing.Replies.json;
import static io.frond.testing.Replies.reply;

import io.frond.faults.Answer;
import io.frond.faults.ModelService;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import java.util.random.RandomGenerator;

/** What an endpoint does with every request until its mood changes. */
enum Mood {
    WELL,
    OVERRUN,
    BROKEN,
    UNAVAILABLE,
    RESETTING,
    CLOSING,
    SILENT,
    NO_HTTP,
    CUTTING,
    ENDING_EARLY,
    STALLING,
    MALFORMED,
    FAILING_WITHIN;

    Script of(ModelService service) {
        return switch (this) {
            case WELL -> service.answers();
            case OVERRUN -> json(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after: 0.3");
            case BROKEN -> json(500, "{\"error\":{\"message\":\"oops\"}}");
            case UNAVAILABLE -> reply(503, "text/html", "<html>busy</html>");
            case RESETTING -> Replies.cut();
            case CLOSING -> Replies.hangUp();
            case SILENT -> Replies.silence();
            case NO_HTTP -> exchange -> exchange.send("220 welcome to another protocol\r\n");
            case CUTTING -> service.tells(30, (exchange, telling) -> exchange.cut());
            case ENDING_EARLY -> service.tells(20, (exchange, telling) -> exchange.lastChunk());
            case STALLING -> service.tells(25, (exchange, telling) -> {});
            case MALFORMED ->
                service.tells(10, (exchange, telling) -> {
                    exchange.chunk(event("{\"choices\":[{\"ind"));
                    telling.tokens(10, Answer.TOKENS, telling::finish);
                });
            case FAILING_WITHIN ->
                service.tells(
                        15, (exchange, telling) -> exchange.chunk(event("{\"error\":{\"message\":\"out of memory\"}}"))
                                .lastChunk());
        };
    }

    /** Well in three of five. */
    static Mood any(RandomGenerator random) {
        var all = values();
        return random.nextInt(5) < 3 ? WELL : all[1 + random.nextInt(all.length - 1)];
    }
}
