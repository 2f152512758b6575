package io.frond.retrieve;

import io.vertx.core.Vertx;

class LuceneIndexTest extends EveryIndex {

    @Override
    Index open(Vertx vertx) {
        return Index.inMemory(Pools.two(vertx, "searching"), Pools.two(vertx, "writing"));
    }
}
