package io.frond;

import io.frond.config.Config;
import io.frond.config.ConfigStore;
import io.frond.config.ConfigWatch;
import io.frond.model.Declined;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a text to the configuration at work and its file, in an order in which nothing is lost: on the disk first, then
 * at work, then in the place of the file. Where Frond is killed in between, the file is as it was.
 */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Vertx vertx;
    private final ConfigStore store;
    private final ConfigWatch watch;

    Loading(Vertx vertx, ConfigStore store, ConfigWatch watch) {
        this.vertx = vertx;
        this.store = store;
        this.watch = watch;
    }

    Future<Void> load(String yaml, Config parsed) {
        return vertx.executeBlocking(() -> store.draft(yaml))
                .compose(draft -> watch.put(parsed, () -> commit(draft)).onFailure(failed -> discard(draft)))
                .recover(failed -> Future.failedFuture(told(failed)));
    }

    private static Void commit(ConfigStore.Draft draft) throws IOException {
        draft.commit();
        return null;
    }

    private void discard(ConfigStore.Draft draft) {
        vertx.executeBlocking(() -> discarded(draft))
                .onFailure(left -> LOG.warn("a temporary file beside the configuration could not be removed", left));
    }

    private static Void discarded(ConfigStore.Draft draft) throws IOException {
        draft.discard();
        return null;
    }

    private static Throwable told(Throwable failed) {
        if (!(failed instanceof IOException)) {
            return failed;
        }
        LOG.warn("the configuration file cannot be written anew", failed);
        return new Declined(
                409,
                "file_not_writable",
                "The configuration file cannot be written anew. Its folder must be writable for Frond, with room for"
                        + " two more copies. Nothing has changed.");
    }

    Future<String> previous() {
        return vertx.executeBlocking(store::previous).map(Loading::there);
    }

    private static String there(Optional<String> previous) {
        return previous.orElseThrow(
                () -> new Declined(409, "no_previous", "No configuration was loaded before, so none can come back."));
    }
}
