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
        if (last == null || clock.since(last).compareTo(QUIET) >= 0) {
            last = clock.nanos();
            told = true;
            LOG.warn("Redis does not answer; going on without it: {}: {}", server, why);
        }
    }

    /** It answers, or is none of ours any more. */
    synchronized void relieved(String server) {
        if (lost.remove(server) && lost.isEmpty() && told) {
            told = false;
            LOG.info("Redis answers again");
        }
    }
}
