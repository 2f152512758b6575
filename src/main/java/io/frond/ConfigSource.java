package io.frond;

import io.frond.config.Config;
import io.vertx.core.Vertx;

/** Where the configuration of a running Frond comes from. */
interface ConfigSource extends ConfigDesk {

    /** Blocks. Throws {@code Failure} with every fault. */
    Config read();

    /** From now on a change of what was read is a reload. */
    void follow(Vertx vertx, Wiring wiring);

    /** Follows no longer. */
    void close();
}
