package io.frond.quality;

import io.frond.embed.Word;
import io.frond.retrieve.Chunk;
import io.frond.retrieve.Facts;
import io.frond.retrieve.Filter;
import io.frond.retrieve.Index;
import io.frond.retrieve.Search;
import io.frond.testing.Inline;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What searches and indexing cost, without embedding: {@code [--chunks 10000,100000]}. Made-up chunks of about 80 words
 * whose frequencies fall as in language, in topics that their vectors share, so that neighbours are near.
 */
public final class Speed {
    private static final int DIMENSIONS = 384;
    private static final int WORDS = 80;
    private static final int TELLING = 45;
    private static final int VOCABULARY = 30_000;
    private static final int PER_DOCUMENT = 10;
    private static final int SEARCHES = 2_000;
    private static final Filter TENTH = new Filter.Compare("part", Filter.Operator.EQ, "3");

    private final Random random = new Random(42);
    private final List<float[]> topics = new ArrayList<>();
    private final Index index = Index.inMemory(Inline.WORKERS, Inline.WORKERS);

    public static void main(String[] args) {
        var given = List.of(args);
        int at = given.indexOf("--chunks");
        var sizes = at < 0 ? "10000,100000" : given.get(at + 1);
        var out = System.out;
        System.setOut(System.err);
        out.println("chunks    indexed    heap      search    p50      p99      CPU a search");
        for (var size : sizes.split(",", -1)) {
            var speed = new Speed();
            out.println(speed.indexed(Integer.parseInt(size)));
            out.println(speed.searched("all", Filter.NONE));
            out.println(speed.searched("a tenth", TENTH));
            get(speed.index.close());
        }
        System.exit(0);
    }

    private String indexed(int chunks) {
        for (int i = 0; i < 200; i++) {
            topics.add(gaussian(new float[DIMENSIONS], 1));
        }
        long before = heap();
        long working = 0;
        for (int document = 0; document < chunks / PER_DOCUMENT; document++) {
            var made = document(document);
            long begun = System.nanoTime();
            get(index.put("d" + document, made.chunks, made.vectors, made.signs));
            working += System.nanoTime() - begun;
        }
        long begun = System.nanoTime();
        get(index.refresh());
        working += System.nanoTime() - begun;
        return String.format(
                Locale.ROOT,
                "%-8d  %5.0f/s   %4d MiB",
                chunks,
                chunks * 1e9 / working,
                Math.max(0, heap() - before) >> 20);
    }

    private record Made(List<Chunk> chunks, List<float[]> vectors, List<byte[]> signs) {}

    private Made document(int number) {
        var facts = Facts.of("1", Instant.EPOCH).with(Map.of("part", Integer.toString(number % 10)));
        var made = new Made(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < PER_DOCUMENT; i++) {
            made.chunks.add(new Chunk("d" + number, facts, i, "Section " + i, words(WORDS)));
            made.vectors.add(near(topics.get(number % topics.size())));
            var signs = new byte[TELLING * DIMENSIONS / Byte.SIZE];
            random.nextBytes(signs);
            made.signs.add(signs);
        }
        return made;
    }

    private String words(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append('w')
                    .append((int) Math.pow(VOCABULARY, random.nextDouble()))
                    .append(' ');
        }
        return text.toString();
    }

    private float[] near(float[] topic) {
        return gaussian(topic.clone(), 1);
    }

    /** With noise, of unit length. */
    private float[] gaussian(float[] vector, double noise) {
        double squares = 0;
        for (int d = 0; d < vector.length; d++) {
            vector[d] += (float) (random.nextGaussian() * noise / Math.sqrt(vector.length));
            squares += vector[d] * vector[d];
        }
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private String searched(String what, Filter filter) {
        long[] wall = new long[SEARCHES];
        var threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < SEARCHES; i++) {
            search(filter);
        }
        long cpu = 0;
        for (int i = 0; i < SEARCHES; i++) {
            var asked = new Asked(question(filter), telling());
            long used = threads.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            get(index.search(asked.search, asked.words));
            wall[i] = System.nanoTime() - begun;
            cpu += threads.getCurrentThreadCpuTime() - used;
        }
        Arrays.sort(wall);
        return String.format(
                Locale.ROOT,
                "%32s %-8s  %5.2f ms  %5.2f ms  %5.2f ms",
                "",
                what,
                wall[SEARCHES / 2] / 1e6,
                wall[SEARCHES * 99 / 100] / 1e6,
                cpu / 1e6 / SEARCHES);
    }

    private record Asked(Search search, List<Word> words) {}

    private void search(Filter filter) {
        get(index.search(question(filter), telling()));
    }

    private Search question(Filter filter) {
        var vector = near(topics.get(random.nextInt(topics.size())));
        return new Search(words(8), vector, 0.5, 10, filter, Instant.EPOCH);
    }

    private List<Word> telling() {
        var words = new ArrayList<Word>();
        for (int i = 0; i < 6; i++) {
            words.add(new Word(
                    "w" + (int) Math.pow(VOCABULARY, random.nextDouble()), gaussian(new float[DIMENSIONS], 1)));
        }
        return words;
    }

    private static <T> T get(Future<T> done) {
        if (done.failed()) {
            throw new IllegalStateException(done.cause());
        }
        return done.result();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
