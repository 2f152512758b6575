package io.frond.store;

import io.frond.model.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that Redis is away, once in ten seconds however often it comes and goes, and that it is back. */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Clock clock;
    private final Set<String> lost = new HashSet<>();
    private @Nullable Long last;
    private boolean told;

    OutageLog(Clock clock) {
        this.clock = clock;
    }

    /** @param why without secrets */
    synchronized void lost(String server, String why) {
        lost.add(server);
        if (spoken()) {
            told = true;
            LOG.warn("Redis does not answer; going on without it: {}: {}", server, why);
        }
    }

    /** A command was not obeyed: no room, no permission, a fault of ours. */
    synchronized void refused(String server, RedisError error) {
        if (spoken()) {
            LOG.warn("Redis refuses a command; going on without it: {}: {}", server, error.shown());
        }
    }

    private boolean spoken() {
        boolean due = last == null || clock.since(last).compareTo(QUIET) >= 0;
        last = due ? Long.valueOf(clock.nanos()) : last;
        return due;
    }

    /** It answers, or is none of ours any more. */
    synchronized void relieved(String server) {
        if (lost.remove(server) && lost.isEmpty() && told) {
            told = false;
            LOG.info("Redis answers again");
        }
    }
}
