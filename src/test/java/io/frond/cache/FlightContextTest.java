package io.frond.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FlightContextTest {
    private final Flights flights = new Flights();

    @Test
    void everybodyHearsOnTheEventLoopItAskedFrom(Vertx vertx) throws Exception {
        var leader = (Turn.Lead) get(flights.join("key", new Caller()));
        List<Future<Boolean>> onOwnLoop = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            onOwnLoop.add(follower(((VertxInternal) vertx).createEventLoopContext()));
        }

        leader.duty().answered(new Held(EveryCacheStore.kept("x"), Duration.ofSeconds(1)), false);

        assertThat(get(Future.all(onOwnLoop)).<Boolean>list()).hasSize(6).containsOnly(true);
    }

    /** Waits in the flight; whether its turn was told on its own context. */
    private Future<Boolean> follower(Context own) throws Exception {
        var joined = Promise.<Void>promise();
        var told = Promise.<Boolean>promise();
        own.runOnContext(go -> {
            flights.join("key", new Caller()).onComplete(turn -> told.complete(Vertx.currentContext() == own));
            joined.complete();
        });
        var unused = get(joined.future());
        return told.future();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
