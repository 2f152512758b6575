package io.frond.files;

import java.time.Instant;

/** Something that is kept and can be listed. */
interface Kept {

    String id();

    /** Place among all that was ever made: later is more. Tells apart what was made in one second. */
    long order();

    Instant created();
}
