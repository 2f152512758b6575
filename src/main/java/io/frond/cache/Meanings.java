package io.frond.cache;

import io.frond.embed.Embedders;
import io.vertx.core.Future;
import java.util.function.Predicate;

/**
 * What it takes to answer questions in other words.
 *
 * @param likeness what is known of questions; kept over reloads
 * @param embedders of questions and, in the background, of answers; perhaps still loading
 * @param now whether the answer to a question depends on when it is asked; of such none is given to another
 */
public record Meanings(Likeness likeness, Future<Embedders> embedders, Predicate<String> now) {

    /** With the rule for time that needs no learning. */
    public Meanings(Likeness likeness, Future<Embedders> embedders) {
        this(likeness, embedders, Now::speaks);
    }
}
