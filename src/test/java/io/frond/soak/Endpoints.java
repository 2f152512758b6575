package io.frond.soak;

import io.frond.faults.ModelService;
import io.frond.testing.FakeProvider;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Simulated models on loopback whose moods change all the time. */
final class Endpoints implements AutoCloseable {
    private static final int BETWEEN_CHANGES_MILLIS = 300;

    private final Vertx vertx = Vertx.vertx();
    private final List<ModelService> services = new ArrayList<>();
    private final List<FakeProvider> providers = new ArrayList<>();
    private final Map<Mood, Integer> changes = Collections.synchronizedMap(new EnumMap<>(Mood.class));
    private final RandomGenerator random;
    private final ScheduledExecutorService changing = Executors.newSingleThreadScheduledExecutor();

    Endpoints(int count, RandomGenerator random) {
        this.random = random;
        for (int i = 0; i < count; i++) {
            var service = new ModelService("model-" + i, 10 + i, Duration.ofMillis(20));
            services.add(service);
            providers.add(FakeProvider.start(vertx, service::play));
        }
    }

    List<URI> urls() {
        return providers.stream().map(FakeProvider::url).toList();
    }

    /** Where they listen. The caller's own list. */
    List<Integer> ports() {
        return providers.stream().map(one -> one.url().getPort()).collect(Collectors.toCollection(ArrayList::new));
    }

    /** One endpoint after the other changes its mood, by the seed. */
    void beginToChange() {
        var unused = changing.scheduleAtFixedRate(this::change, 0, BETWEEN_CHANGES_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void change() {
        providers.forEach(FakeProvider::forget);
        services.forEach(ModelService::forget);
        var service = services.get(random.nextInt(services.size()));
        var mood = Mood.any(random);
        changes.merge(mood, 1, Integer::sum);
        service.does(mood.of(service));
    }

    /** How often each mood came. */
    Map<Mood, Integer> changes() {
        return changes;
    }

    /** Every one is well from now on. */
    void recover() {
        changing.shutdownNow();
        services.forEach(service -> service.does());
    }

    /** Resets every connection, and refuses new ones from now on. */
    void vanish() {
        changing.shutdownNow();
        providers.forEach(FakeProvider::close);
    }

    @Override
    public void close() {
        vanish();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the simulated models did not stop", e);
        }
    }
}
