package io.frond.cache;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.util.Random;
import java.util.SplittableRandom;
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

/** Whether a question was asked before in other words, its vector being there: search, guards, evidence, threshold. */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime})
@OutputTimeUnit(MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookBenchmark {
    private static final int DIMENSIONS = 384;
    private static final int TOPICS = 500;

    @Param({"1000", "100000"})
    public int entries;

    private final Random random = new Random(1);
    private final float[][] topics = new float[TOPICS][];
    private final Pool pool = new Pool(DIMENSIONS);
    private final Calibration calibration = new Calibration(0.01, 0.25, new SplittableRandom(2));
    private int next;

    @Setup
    public void fill() {
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = around(new float[DIMENSIONS], 1);
        }
        for (int i = 0; i < entries; i++) {
            pool.add(new Entry("How may I return the parcel of topic " + word(i), "key" + i, "policy"), vector());
        }
    }

    private static String word(int n) {
        return Integer.toString(n, Character.MAX_RADIX).replaceAll("[0-9]", "x");
    }

    private float[] vector() {
        return around(topics[random.nextInt(TOPICS)], 0.5);
    }

    private float[] around(float[] centre, double spread) {
        var vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (centre[i] + spread * random.nextGaussian() / Math.sqrt(DIMENSIONS));
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    @Benchmark
    public boolean look() {
        var sight = pool.look(new Wording("How can I send the parcel of topic " + word(next++) + " back?"), vector());
        return calibration.consider(sight.evidence()).hit();
    }
}
