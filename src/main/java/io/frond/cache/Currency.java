package io.frond.cache;

import io.frond.model.Source;

/** Whether a document still stands as it was when an answer was made from it. Asked on every hit; must be fast. */
@FunctionalInterface
public interface Currency {

    boolean current(Source source);
}
