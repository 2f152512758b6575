package io.frond.admin;

import io.frond.cache.Purge;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets kept answers: {@code DELETE /admin/v1/cache?tenant=acme&route=policy}. */
public final class PurgeRoute implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeRoute.class);
    private static final List<String> WHICH = List.of("tenant", "route", "model", "knowledge", "document");
    private static final String ALL = "all";

    private final Function<Purge, Future<Integer>> answers;

    /** @param answers forgets those that are meant and tells how many */
    public PurgeRoute(Function<Purge, Future<Integer>> answers) {
        this.answers = answers;
    }

    @Override
    public void mount(Router router) {
        router.delete("/admin/v1/cache").handler(this::purge);
    }

    private void purge(RoutingContext on) {
        var wrong = wrong(on);
        if (wrong == null) {
            answers.apply(which(on)).onSuccess(count -> purged(on, count)).onFailure(why -> unavailable(on, why));
        } else {
            Answer.error(on, 400, "invalid_request", wrong);
        }
    }

    /** A word that is not known would be one bound less, so nothing is done then. Null where all is well. */
    private static @Nullable String wrong(RoutingContext on) {
        var given = on.queryParams();
        Set<String> unknown = new TreeSet<>(given.names());
        WHICH.forEach(unknown::remove);
        unknown.remove(ALL);
        boolean all = "true".equals(given.get(ALL));
        boolean some = WHICH.stream().anyMatch(given::contains);
        boolean clear = given.names().stream()
                .allMatch(name ->
                        given.getAll(name).size() == 1 && !given.get(name).isBlank());
        if (!unknown.isEmpty() || !clear || all == some || (given.contains(ALL) && !all)) {
            return "Which answers are to be forgotten is told by some of " + String.join(", ", WHICH)
                    + ", each at most once and with a value; all=true alone forgets all of them.";
        }
        return given.contains("document") && !given.contains("knowledge")
                ? "A document is named together with its knowledge."
                : null;
    }

    private static Purge which(RoutingContext on) {
        var given = on.queryParams();
        return new Purge(
                given.get("tenant"),
                given.get("route"),
                given.get("model"),
                given.get("knowledge"),
                given.get("document"));
    }

    private static void purged(RoutingContext on, int count) {
        Deed.tell(on, count + " answers: " + which(on));
        Answer.json(on, new JsonObject().put("purged", count));
    }

    private static void unavailable(RoutingContext on, Throwable why) {
        LOG.warn("answers could not be purged: {}", why.toString());
        Answer.error(
                on,
                503,
                "cache_unavailable",
                "The place where answers are kept does not answer; some of them may be gone. Try again shortly.");
    }
}
