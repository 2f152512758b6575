package io.frond.upstream.dialect;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.vertx.core.buffer.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What is done to each chunk of a stream: finding where its event ends, and with that looking into it. In reads of one
 * event, as a model writes them, and in reads of ten, as they come when a stream is read late.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChatEventsBenchmark {
    private static final int CHUNKS = 100;
    private static final int TOGETHER = 10;

    private final Buffer one = Buffer.buffer("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1700000000,\"model\":\"bench-model\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":\" parcel\"},\"finish_reason\":null}]}\n\n");
    private final Buffer ten = Buffer.buffer(one.toString().repeat(TOGETHER));

    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void findEvents(Blackhole out) {
        var scanner = new SseScanner(new Unread());
        for (int i = 0; i < CHUNKS; i++) {
            out.consume(scanner.take(one));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void readEvents(Blackhole out) {
        var events = new ChatEvents(true);
        for (int i = 0; i < CHUNKS; i++) {
            out.consume(events.take(one));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void readEventsTenAtATime(Blackhole out) {
        var events = new ChatEvents(true);
        for (int i = 0; i < CHUNKS / TOGETHER; i++) {
            out.consume(events.take(ten));
        }
    }

    private static final class Unread implements SseScanner.Listener {
        @Override
        public void data(byte[] in, int from, int to) {}

        @Override
        public void name(String name) {}

        @Override
        public boolean over() {
            return true;
        }
    }
}
