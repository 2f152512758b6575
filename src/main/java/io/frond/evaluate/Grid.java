package io.frond.evaluate;

import io.frond.config.KnowledgeConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Which settings are tried. Those of now come first. */
public final class Grid {
    private static final double[] DENSE = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    private static final int[] TOP_K = {3, 5, 8, 12};
    private static final double[] MIN_SCORE = {0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5};
    private static final List<KnowledgeConfig.Chunk> CHUNK = List.of(
            new KnowledgeConfig.Chunk(200, 30),
            new KnowledgeConfig.Chunk(300, 40),
            new KnowledgeConfig.Chunk(400, 60),
            new KnowledgeConfig.Chunk(600, 80));

    private Grid() {}

    /** Every weight with every number of passages and every lowest score. */
    public static List<Settings> of(Settings now) {
        var all = new ArrayList<Settings>();
        for (double dense : values(now.search().dense(), DENSE)) {
            for (int topK : values(now.search().topK(), TOP_K)) {
                for (double minScore : values(now.search().minScore(), MIN_SCORE)) {
                    all.add(now.with(topK, minScore, dense));
                }
            }
        }
        return all;
    }

    /** Sizes of chunks, each of which needs an index of its own. */
    public static SequencedSet<KnowledgeConfig.Chunk> chunks(KnowledgeConfig.Chunk now) {
        var all = new LinkedHashSet<KnowledgeConfig.Chunk>();
        all.add(now);
        all.addAll(CHUNK);
        return all;
    }

    private static double[] values(double now, double[] others) {
        return DoubleStream.concat(DoubleStream.of(now), DoubleStream.of(others))
                .distinct()
                .toArray();
    }

    private static int[] values(int now, int[] others) {
        return IntStream.concat(IntStream.of(now), IntStream.of(others))
                .distinct()
                .toArray();
    }
}
