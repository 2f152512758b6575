package io.frond.fidelity;

import io.frond.http.RandomRequest;
import io.frond.testing.FakeProvider.Script;
import io.frond.testing.Replies;
import java.util.SplittableRandom;

/** What goes over one path of the surface. A path that is added here gets all tests of this package. */
enum Traffic {
    CHAT("/v1/chat/completions") {
        @Override
        String request(SplittableRandom random, String model, String question) {
            return new RandomRequest(random).of(model).asking(question).text();
        }

        @Override
        RandomReply reply(SplittableRandom random) {
            return new RandomReply(random);
        }
    };

    final String path;

    Traffic(String path) {
        this.path = path;
    }

    /** A provider that answers whole or in a stream, as the request wants it. */
    static Script inTheFormAskedFor() {
        return exchange -> {
            var body = exchange.request().body();
            var tree = JsonTree.parse(body);
            boolean stream = tree.has("stream")
                    && JsonTree.raw(body, tree.get("stream").at()).equals("true");
            (stream ? Replies.stream(true, "Hi") : Replies.answer()).play(exchange);
        };
    }

    /** A valid request in whatever spelling. */
    abstract String request(SplittableRandom random, String model, String question);

    /** Whole answers and streams of a provider. */
    abstract RandomReply reply(SplittableRandom random);
}
