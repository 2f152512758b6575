package io.frond.retrieve;

import io.frond.config.OpenSearchConfig;
import io.frond.testing.OpenSearch;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;

/** Every test under names of its own. */
class OpenSearchIndexTest extends EverySharedIndex {

    @Override
    SharedIndex open(Vertx vertx, String place, String holder, Duration lease) {
        var url = URI.create("http://127.0.0.1:" + OpenSearch.shared().port());
        var config = new OpenSearchConfig(url, null, null, null, place);
        return new OpenSearchIndex(config, Engines.setting(vertx, config, holder), lease);
    }

    @Override
    String fresh() {
        return OpenSearch.fresh();
    }
}
