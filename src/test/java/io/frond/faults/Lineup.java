package io.frond.faults;

import io.frond.RunningConfig;
import io.frond.testing.FakeProvider;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client, a whole Frond, and one primary and one fallback model behind it, with the same times and the same budget
 * for every fault of the catalogue.
 */
final class Lineup implements AutoCloseable {
    static final String LARGE = "large-model";
    static final String SPARE = "spare-model";

    /** How Frond is configured. */
    enum Arrangement {
        /** The fallback is a backend of its own, and a route rescues broken streams: the way to pass all sixteen. */
        FALLBACK,
        /** There is no fallback. */
        ALONE
    }

    final ModelService primary;
    final ModelService fallback;
    final RunningConfig frond;
    private final Vertx vertx = Vertx.vertx();
    private final ChatClient client;
    private final FakeProvider one;
    private final FakeProvider two;
    private final AtomicInteger asked = new AtomicInteger();

    Lineup(Pace pace, Arrangement arrangement) {
        var pause = pace.seconds(0.02);
        primary = new ModelService(LARGE, 11, pause);
        fallback = new ModelService(SPARE, 13, pause);
        one = FakeProvider.start(vertx);
        two = FakeProvider.start(vertx);
        one.then(primary::play);
        two.then(fallback::play);
        frond = RunningConfig.of(yaml(pace, arrangement));
        client = new ChatClient(frond.address(), Duration.ofMinutes(2));
    }

    private String yaml(Pace pace, Arrangement arrangement) {
        var backends =
                switch (arrangement) {
                    case FALLBACK -> """
                            primary: { url: "ONE", model: large-model, fallback: [spare], TIMES, breaker: { open: OPEN, fail_fast: true }, can: { context: 8k } }
                            spare: { url: "TWO", model: spare-model, TIMES, breaker: { open: OPEN }, can: { context: 128k, prefill: true } }
                          """;
                    case ALONE -> """
                            primary: { url: "ONE", model: large-model, TIMES, breaker: { open: OPEN } }
                          """;
                };
        var rescue = arrangement == Arrangement.FALLBACK ? ", rescue: continue" : "";
        return """
                version: 1
                server: { listen: "127.0.0.1:0", admin: "127.0.0.1:0", drain: 1s }
                cache: off
                routes:
                  chat: { to: primary%s }
                backends:
                %s""".formatted(rescue, backends)
                .replace("TIMES", times(pace))
                .replace("OPEN", pace.configured(5))
                .replace("ONE", one.url().toString())
                .replace("TWO", two.url().toString());
    }

    /** Two further tries, half a minute for everything; the rest as it suits a chat that somebody waits for. */
    private static String times(Pace pace) {
        return "timeout: { connect: %s, first_token: %s, idle: %s, total: %s, stream: %s }, retry: { attempts: 2 }"
                .formatted(
                        pace.configured(2),
                        pace.configured(10),
                        pace.configured(10),
                        pace.configured(30),
                        pace.configured(60));
    }

    /** One question, of a nonce of its own. */
    Told ask() {
        var nonce = "q" + asked.incrementAndGet();
        return new Told(nonce, client.ask("chat", nonce, true));
    }

    /** @param heard what came */
    record Told(String nonce, Heard heard) {

        String ending() {
            return heard.ending(nonce);
        }
    }

    /** Tries of both models together. */
    int tries() {
        return primary.tries().size() + fallback.tries().size();
    }

    /** Connections that the primary model and the fallback hold open. */
    int connections() {
        return one.connections() + two.connections();
    }

    @Override
    public void close() {
        client.close();
        one.close();
        two.close();
        frond.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the simulated models did not stop", e);
        }
    }
}
