package io.frond.model;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * A bounded pool for work that must not run on an event loop: embedding, indexing, files, large JSON.
 *
 * <p>A full pool sheds: the returned future then fails at once with {@link Reason#SHED}. The future completes on the
 * Vert.x context of the caller.
 */
@FunctionalInterface
public interface Workers {

    <T> Future<T> run(Callable<T> work);
}
