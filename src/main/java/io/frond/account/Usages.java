package io.frond.account;

import io.vertx.core.Future;
import java.util.List;

/** Where usage is kept, in hours and days of UTC. Called by the book alone, one batch after the other. */
interface Usages {

    /**
     * What one consumer used in one hour, or in one day.
     *
     * @param start of it, in seconds since 1970
     */
    record Row(long start, Consumer who, Tally tally) {}

    /**
     * What is to be added, by hours.
     *
     * @param number one more than the batch before; the same where it is sent again because it is not known whether it
     *     arrived
     */
    record Batch(long number, List<Row> rows) {
        public Batch {
            rows = List.copyOf(rows);
        }
    }

    /** Completes when it is safe. A batch that failed is sent again as it was, and counts once. */
    Future<Void> add(Batch batch);

    /** The hours of the period as far as they are kept, days before that. */
    Future<List<Row>> rows(Period period);

    /** After the last batch. */
    Future<Void> close();
}
