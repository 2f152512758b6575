package io.frond;

import io.frond.config.Config;
import io.frond.limit.Bucket.Calendar;
import io.frond.limit.KeyLimits;
import io.frond.model.Clock;
import io.vertx.core.Future;
import java.util.List;

/**
 * What budgets that are counted in memory know again when Frond starts, from a folder of usage: what was spent of the
 * running day and month. Rates begin anew.
 */
final class Recollection {
    private final Snapshot first;
    private final Clock clock;

    private Recollection(Snapshot first, Clock clock) {
        this.first = first;
        this.clock = clock;
    }

    /** Completes with the same snapshot. */
    static Future<Snapshot> of(Snapshot first, Clock clock) {
        var recollection = new Recollection(first, clock);
        return keeps(first.config())
                ? recollection
                        .of(Calendar.DAY)
                        .compose(day -> recollection.of(Calendar.MONTH))
                        .map(first)
                : Future.succeededFuture(first);
    }

    /** A Redis keeps its counts itself, and in a usage that several share there is more than this one's. */
    private static boolean keeps(Config config) {
        return config.usage().folder() != null && !config.limits().store().equals("redis");
    }

    private Future<Void> of(Calendar period) {
        return first.usage()
                .spent(period.begin(clock.now()))
                .compose(spent -> first.steps().limiter().recollect(period, spent, issued()));
    }

    private List<KeyLimits> issued() {
        return first.identity().limits();
    }
}
