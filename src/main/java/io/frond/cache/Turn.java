package io.frond.cache;

import io.frond.cache.CacheStore.Held;
import io.frond.model.Caller;

/** What becomes of one of several who want the same answer at the same time. */
sealed interface Turn {

    /**
     * It has to get the answer, for everyone.
     *
     * @param everyone has left only when all who want the answer have
     */
    record Lead(Caller everyone, Duty duty) implements Turn {}

    /**
     * Another one got it.
     *
     * @param found whether it was in the store already; else it was just fetched
     */
    record Answer(Held held, boolean found) implements Turn {}

    /** It has to get the answer for itself: the leader's cannot be shared. */
    record Alone() implements Turn {}

    /** What the leader owes the others; the first of these calls counts. */
    interface Duty {
        /** Nobody waits. */
        Duty NONE = new Duty() {
            @Override
            public void answered(Held held, boolean found) {}

            @Override
            public void failed() {}

            @Override
            public void unshared() {}
        };

        void answered(Held held, boolean found);

        void failed();

        void unshared();
    }
}
