package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.BackendConfig;
import io.frond.testing.Eventually;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backends follow each other, reload after reload. */
class ReplacedBackendTest {
    private static final URI SOMEWHERE = URI.create("http://127.0.0.1:9/v1");

    private final Vertx vertx = Vertx.vertx();
    private final Bench bench = new Bench(vertx);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theLastOneKnowsNothingOfTheFirst() throws Exception {
        var last = bench.backend(SOMEWHERE);
        var first = new WeakReference<>(last);
        for (int reloads = 0; reloads < 2; reloads++) {
            var next = bench.after(last).backend(SOMEWHERE);
            last.stopWatching();
            last.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            last = next;
        }

        Eventually.within(Duration.ofSeconds(10), () -> {
            System.gc();
            assertThat(first.get() == null).as("it is forgotten").isTrue();
        });
        assertThat(last.endpoints()).hasSize(1);
    }

    private static List<String> names(Backend backend) {
        return backend.endpoints().stream().map(EndpointState::name).toList();
    }

    @Test
    void f21AnEndpointKeepsItsNumberWhereverItStandsInTheListAndNobodyElseGetsIt() {
        var a = URI.create("http://127.0.0.1:9/a");
        var b = URI.create("http://127.0.0.1:9/b");
        var c = URI.create("http://127.0.0.1:9/c");
        var first = bench.backend(a, b);
        assertThat(first.obey("general#2", Order.OPEN)).isPresent();
        var second = bench.after(first).backend(b);
        assertThat(names(second)).containsExactly("general#2");
        assertThat(second.endpoints().get(0).guard().byHand()).isTrue();
        var third = bench.after(second).backend(c, b, b);
        assertThat(names(third)).containsExactly("general#3", "general#2", "general#4");
        assertThat(third.endpoints().get(0).guard().byHand()).isFalse();
    }

    @Test
    void f21ABackendThatNeverComesToWorkLeavesTheFiguresOfTheOneAtWork() {
        var atWork = bench.backend(SOMEWHERE);
        var next = bench.after(atWork).ready(List.of(new BackendConfig.Endpoint(SOMEWHERE, null)));
        var before = gauges();
        assertThat(before).isNotEmpty();
        var unused = next.close();
        assertThat(gauges()).isEqualTo(before);
        var successor = bench.after(atWork).backend(SOMEWHERE);
        var unusedToo = atWork.close();
        assertThat(gauges()).hasSameSizeAs(before);
        before.forEach(old -> assertThat(gauges())
                .allSatisfy(now -> assertThat(now).as("it shows the successor").isNotSameAs(old)));
        assertThat(successor.endpoints()).hasSize(1);
    }

    /** A timer's buckets are gauges too, of both. */
    private List<Gauge> gauges() {
        return bench.meters.getMeters().stream()
                .filter(Gauge.class::isInstance)
                .filter(meter -> meter.getId().getTag("le") == null)
                .map(Gauge.class::cast)
                .toList();
    }
}
