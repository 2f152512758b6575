package io.frond.http;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.frond.model.Edit;
import io.frond.model.Fields;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done to the bytes of every request: the one pass over them, and the model's name spliced in. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestScannerBenchmark {
    private static final String FRONT = "{\"model\":\"auto\",\"messages\":[{\"role\":\"system\",\"content\":\"Answer "
            + "briefly.\"},{\"role\":\"user\",\"content\":\"";
    private static final String BACK = "\"}],\"temperature\":0.2,\"max_tokens\":256,\"stream\":true}";
    private static final Buffer NAME = Buffer.buffer("\"bench-model\"");

    @Param({"300", "65536", "1048576"})
    public int bytes;

    private Buffer body = Buffer.buffer();
    private Fields fields = RequestScanner.scan(Buffer.buffer(FRONT + BACK));

    @Setup
    public void makeBody() {
        var text = "Which rule on returns holds for a parcel that came late? \\n";
        int room = bytes - FRONT.length() - BACK.length();
        // cut at a whole sentence, so that no escape is cut
        body = Buffer.buffer(FRONT + text.repeat(room / text.length()) + BACK);
        fields = RequestScanner.scan(body);
    }

    @Benchmark
    public Fields scan() {
        return RequestScanner.scan(body);
    }

    @Benchmark
    public Buffer splice() {
        return Edit.splice(body, List.of(new Edit(fields.modelAt(), NAME)));
    }
}
