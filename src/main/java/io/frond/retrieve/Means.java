package io.frond.retrieve;

import io.frond.embed.Embedder;
import io.frond.model.Clock;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * What a collection works with. Who gives it also closes it.
 *
 * @param bulk pool for cutting documents; a request never waits for it
 * @param questions embeds one question while a request waits. May still be loading: until it is there, and where it
 *     failed, search goes by words alone
 * @param documents embeds chunks in the background; best with a pool of its own, so that questions do not queue
 */
public record Means(Vertx vertx, Workers bulk, Future<Embedder> questions, Future<Embedder> documents, Clock clock) {}
