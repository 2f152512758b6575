package io.frond.admin;

import io.frond.model.Clock;
import io.vertx.ext.web.RoutingContext;

/**
 * Who was not let in, for the audit log. Of a minute the first few are written down one by one, the others as a number:
 * whoever tries keys by the thousand does not fill the disk.
 */
final class Refusals {
    static final int EACH_MINUTE = 10;

    private static final long MINUTE = 60_000_000_000L;
    private static final String NOBODY = "unknown";

    private final Audit audit;
    private final Clock clock;
    private long began;
    private int written;
    private int passedOver;

    Refusals(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
        this.began = clock.nanos();
    }

    /** @param code as the caller was told */
    synchronized void note(RoutingContext on, int status, String code) {
        if (clock.nanos() - began >= MINUTE) {
            began = clock.nanos();
            written = 0;
        }
        if (written == EACH_MINUTE) {
            passedOver++;
            return;
        }
        written++;
        var more = passedOver == 0 ? "" : "; " + passedOver + " before were not written down";
        passedOver = 0;
        audit.write(Deed.line(on, NOBODY, code + more, status));
    }
}
