package io.frond.classify;

import io.frond.model.Verdict;

/** What a stage of the cascade has to say. */
sealed interface Opinion {

    /** Nobody else needs to be asked. */
    record Settled(Verdict verdict) implements Opinion {}

    /** Stands, unless a later stage knows better. */
    record Leaning(Verdict verdict) implements Opinion {}

    /**
     * Nothing.
     *
     * @param why for the person who asks; empty where that was to be expected
     */
    record Silent(String why) implements Opinion {

        static final Silent EXPECTED = new Silent("");
    }
}
