package io.frond.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Questions dealt into folds of the same size, give or take one, so that what is chosen on some is judged by others. */
final class Folds {
    private final int[] fold;
    private final int count;

    /** @param seed the same one deals in the same way */
    Folds(int questions, int most, long seed) {
        count = Math.min(most, questions);
        fold = new int[questions];
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, questions).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        for (int place = 0; place < questions; place++) {
            fold[order.get(place)] = place % count;
        }
    }

    int count() {
        return count;
    }

    int[] in(int which) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] == which).toArray();
    }

    int[] outside(int which) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] != which).toArray();
    }
}
