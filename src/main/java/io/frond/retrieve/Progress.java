package io.frond.retrieve;

import io.frond.model.Clock;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far reading and embedding have come, at most once a second. Confined to the collection's event loop. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);

    private final String knowledge;
    private final Editions editions;
    private final Occasionally occasionally;
    private final Occasionally complaints;
    private volatile int waiting;

    Progress(String knowledge, Editions editions, Clock clock) {
        this.knowledge = knowledge;
        this.editions = editions;
        this.occasionally = Occasionally.afterThat(clock, Duration.ofSeconds(1));
        this.complaints = Occasionally.fromNow(clock, Duration.ofSeconds(10));
    }

    /** @param documents still to be read */
    void waiting(int documents) {
        waiting = documents;
    }

    /** Any thread. */
    int waiting() {
        return waiting;
    }

    boolean reading() {
        return waiting > 0;
    }

    /** Returns whether a second has passed; then a line was logged. */
    boolean tell() {
        boolean due = occasionally.now();
        if (due) {
            LOG.info("{}", line());
        }
        return due;
    }

    /** All that waited for vectors has them. */
    void embedded() {
        if (editions.stats().embedded() > 0) {
            LOG.info("{}", line());
        }
    }

    void changed(int changed, int removed) {
        LOG.info("{}; {} changed, {} removed", line(), changed, removed);
    }

    /** At most every ten seconds: what goes wrong with one document mostly goes wrong with the next as well. */
    void complain(String what, Throwable why) {
        if (complaints.now()) {
            LOG.warn("knowledge {}: {}: {}", knowledge, what, why.toString());
        }
    }

    private String line() {
        var stats = editions.stats();
        return String.format(
                Locale.ROOT,
                "knowledge %s: %,d of %,d documents, %,d chunks, vectors %d %%",
                knowledge,
                stats.documents(),
                stats.documents() + waiting,
                stats.chunks(),
                (int) (100 * stats.vectors()));
    }
}
