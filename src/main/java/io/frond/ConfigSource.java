package io.frond;

import io.frond.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Where the configuration of a running Frond comes from. */
interface ConfigSource {

    /** Blocks. Throws {@code Failure} with every fault. */
    Config read();

    /** From now on a change of what was read is a reload. */
    void follow(Vertx vertx, Wiring wiring);

    /** Reads again, now. Fails with a message for people where that cannot be, and nothing has changed then. */
    Future<Void> reload();

    /** Follows no longer. */
    void close();
}
