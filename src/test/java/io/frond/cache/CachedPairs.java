package io.frond.cache;

import org.jspecify.annotations.Nullable;

/** The semantic cache's own look at a pair of questions. */
public final class CachedPairs {
    private CachedPairs() {}

    public static double cosine(float[] one, float[] other) {
        var vectors = new NearVectors(one.length);
        vectors.add(one);
        return vectors.nearest(other, 1).getFirst().cosine();
    }

    /** Which guard holds them apart; null where none does. */
    public static @Nullable String against(String kept, String asked) {
        return Guards.against(new Wording(asked), new Wording(kept));
    }
}
