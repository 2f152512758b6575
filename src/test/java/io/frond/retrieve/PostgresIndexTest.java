package io.frond.retrieve;

import io.frond.config.HostPort;
import io.frond.config.PostgresConfig;
import io.frond.config.Secret;
import io.frond.testing.Postgres;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Every test in a schema of its own. */
class PostgresIndexTest extends EverySharedIndex {

    @Override
    SharedIndex open(Vertx vertx, String place, String holder, Duration lease) {
        var config = new PostgresConfig(
                new HostPort("127.0.0.1", Postgres.shared().port()),
                "frond",
                "frond",
                new Secret("frond"),
                null,
                place);
        return new PostgresIndex(config, Engines.setting(vertx, config, holder), lease);
    }

    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
