package io.frond.cli;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The time between start and end of a running Frond. SIGHUP reloads; SIGTERM or Ctrl-C drains and ends; a second one
 * does not wait for the draining.
 */
final class Vigil {
    private final Program.Running running;
    private final Promise<Exit> end = Promise.promise();
    private final AtomicBoolean draining = new AtomicBoolean();

    private Vigil(Program.Running running) {
        this.running = running;
    }

    /** How it ended; fails where the draining failed. */
    static Future<Exit> over(Program.Running running, Signals signals) {
        var vigil = new Vigil(running);
        signals.on("HUP", running::reload);
        signals.on("TERM", vigil::stop);
        signals.on("INT", vigil::stop);
        return vigil.end.future();
    }

    private void stop() {
        if (!draining.compareAndSet(false, true)) {
            end.tryComplete(Exit.INTERRUPTED);
            return;
        }
        running.drain().onSuccess(done -> end.tryComplete(Exit.OK)).onFailure(end::tryFail);
    }
}
