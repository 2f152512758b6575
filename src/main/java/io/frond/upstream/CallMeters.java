package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A backend's calls in OpenTelemetry's words: {@code gen_ai.client.operation.duration}, one for each try, and for streams
 * {@code gen_ai.client.operation.time_to_first_chunk}. Endpoints of one backend share these. Thread-safe.
 */
final class CallMeters {
    private static final String NAME = "gen_ai.client.operation.";
    private static final Duration[] BUCKETS =
            IntStream.range(0, 14).mapToObj(i -> Duration.ofMillis(10L << i)).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final String backend;
    private final Map<String, Timer> durations = new ConcurrentHashMap<>();
    private final Map<String, Timer> firstChunks = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry, String backend) {
        this.registry = registry;
        this.backend = backend;
    }

    /** @param error the label of a reason; empty for success */
    void ended(Call call, String error, Duration took) {
        var operation = name(call);
        durations
                .computeIfAbsent(operation + " " + error, unknown -> timer("duration", operation, error))
                .record(took);
    }

    void firstChunk(Call call, Duration took) {
        if (call.ask().fields().stream()) {
            firstChunks
                    .computeIfAbsent(name(call), operation -> timer("time_to_first_chunk", operation, ""))
                    .record(took);
        }
    }

    /** The path of a call that Frond does not know is the client's word: not a label. */
    private static String name(Call call) {
        var operation = call.ask().operation();
        return operation.kind() == Operation.Kind.OTHER ? "other" : operation.name();
    }

    private Timer timer(String what, String operation, String error) {
        return Timer.builder(NAME + what)
                .tags("gen_ai.provider.name", backend, "gen_ai.operation.name", operation, "error.type", error)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
