package io.frond.retrieve.source;

import io.frond.config.SourceConfig;
import io.frond.model.Clock;
import io.frond.model.Workers;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.Facts;
import io.frond.retrieve.format.Formats;
import io.frond.retrieve.format.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of the web, by a list, a sitemap or both. A document's id is its URL.
 *
 * <p>Once every {@code refresh} each known page is asked for with what its server said of it before, so that most
 * answer with a few bytes; where a sitemap tells when a page was changed, it is asked only then. Between the rounds a
 * look costs nothing. One request at a time, with a pause before each.
 *
 * <p>A sitemap that cannot be had leaves the list as it was, and is tried again within a minute: nothing is taken for
 * gone because of it. Looks and reads follow one another, on one event loop.
 */
public final class WebSource implements DocumentSource {
    private static final Logger LOG = LoggerFactory.getLogger(WebSource.class);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final SourceConfig.Web config;
    private final Parts parts;
    private final Fetching fetching;
    private final Map<String, Seen> known = new HashMap<>();
    private Map<String, String> listed = Map.of();
    private long due;
    private volatile boolean closed;

    /** What it works with; workers ask for addresses. */
    public record Parts(Vertx vertx, Workers workers, Formats formats, Clock clock) {}

    /**
     * A page as it was read.
     *
     * @param listed when it was changed, by the sitemap; empty where that does not tell
     */
    private record Seen(String digest, Fetching.Known said, String listed) {}

    WebSource(SourceConfig.Web config, Parts parts, Hosts.Lookup lookup) {
        this.config = config;
        this.parts = parts;
        this.fetching = new Fetching(parts.vertx(), new Hosts(config, parts.workers(), lookup), Limits.DEFAULT.bytes());
        this.due = parts.clock().nanos();
    }

    /** Nothing is fetched before the first look. */
    public static WebSource of(SourceConfig.Web config, Parts parts) {
        return new WebSource(config, parts, Hosts.Lookup.SYSTEM);
    }

    @Override
    public Future<Changes> look() {
        if (parts.clock().nanos() - due < 0) {
            return Future.succeededFuture(new Changes(List.of(), List.of()));
        }
        return SiteList.of(config, fetching, parts.clock())
                .onSuccess(pages -> next(config.refresh()))
                .recover(this::asBefore)
                .compose(this::compare);
    }

    private void next(Duration pause) {
        due = parts.clock().nanos() + pause.toNanos();
    }

    private Future<Map<String, String>> asBefore(Throwable failure) {
        next(config.refresh().compareTo(SOON) < 0 ? config.refresh() : SOON);
        LOG.warn("the sitemap {} cannot be had: {}", config.sitemap(), why(failure));
        var pages = new HashMap<>(listed);
        config.urls().forEach(url -> pages.putIfAbsent(url.toString(), ""));
        return Future.succeededFuture(pages);
    }

    private Future<Changes> compare(Map<String, String> pages) {
        listed = Map.copyOf(pages);
        var changed = new ArrayList<String>();
        var removed = new ArrayList<>(known.keySet().stream()
                .filter(id -> !pages.containsKey(id))
                .sorted()
                .toList());
        var asked = new ArrayDeque<String>();
        pages.forEach((id, time) -> {
            var seen = known.get(id);
            if (seen == null) {
                changed.add(id);
            } else if (time.isEmpty() || !time.equals(seen.listed)) {
                asked.add(id);
            }
        });
        return ask(asked, changed, removed).map(done -> {
            removed.forEach(known::remove);
            return new Changes(changed, removed);
        });
    }

    private Future<Void> ask(Deque<String> waiting, List<String> changed, List<String> removed) {
        var id = waiting.poll();
        if (id == null || closed) {
            return Future.succeededFuture();
        }
        return get(id, seen(id).said)
                .map(fetched -> {
                    judge(id, fetched, changed, removed);
                    return fetched;
                })
                .otherwiseEmpty()
                .compose(done -> ask(waiting, changed, removed));
    }

    private Seen seen(String id) {
        return known.getOrDefault(id, new Seen("", Fetching.Known.NOTHING, ""));
    }

    private void judge(String id, Fetched fetched, List<String> changed, List<String> removed) {
        switch (fetched) {
            case Fetched.Same same -> note(id, seen(id).digest, seen(id).said);
            case Fetched.Gone gone -> removed.add(id);
            case Fetched.Page page -> {
                if (!Digest.of(page.body().getBytes()).equals(seen(id).digest)) {
                    changed.add(id);
                }
            }
        }
    }

    private void note(String id, String digest, Fetching.Known said) {
        known.put(id, new Seen(digest, said, listed.getOrDefault(id, "")));
    }

    private Future<Fetched> get(String id, Fetching.Known said) {
        try {
            var url = URI.create(id);
            return parts.vertx()
                    .timer(Math.max(1, config.pause().toMillis()), TimeUnit.MILLISECONDS)
                    .compose(rested -> fetching.get(url, said));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Rejected("its address is no URL"));
        }
    }

    @Override
    public Future<Reading> read(String id) {
        return get(id, Fetching.Known.NOTHING)
                .compose(fetched -> switch (fetched) {
                    case Fetched.Page page -> reading(id, page);
                    case Fetched.Gone gone -> gone(id, gone.status());
                    case Fetched.Same same -> Future.<Reading>succeededFuture(new Reading.Unsettled());
                })
                .recover(failure -> Future.succeededFuture(new Reading.Unfit(why(failure))));
    }

    /** Of a page that was there the next round tells that it is gone. */
    private Future<Reading> gone(String id, int status) {
        return Future.succeededFuture(
                known.containsKey(id) ? new Reading.Unsettled() : new Reading.Unfit("its server answers " + status));
    }

    private Future<Reading> reading(String id, Fetched.Page page) {
        try {
            var file = PageText.of(id, page);
            var digest = Digest.of(page.body().getBytes());
            note(id, digest, new Fetching.Known(page.etag(), page.lastModified()));
            var facts = Facts.of(digest, modified(id, page.lastModified()));
            return parts.formats()
                    .text(file.name(), file.bytes(), Limits.DEFAULT)
                    .map(read -> Readings.of(id, read, facts));
        } catch (Rejected rejected) {
            return Future.succeededFuture(new Reading.Unfit(rejected.why()));
        }
    }

    /** By its server, else by the sitemap, else just now. */
    private Instant modified(String id, @Nullable String lastModified) {
        try {
            if (lastModified != null) {
                return ZonedDateTime.parse(lastModified, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            }
            var time = listed.getOrDefault(id, "");
            return time.length() == 10
                    ? Instant.parse(time + "T00:00:00Z")
                    : ZonedDateTime.parse(time).toInstant();
        } catch (DateTimeException unknown) {
            return parts.clock().now();
        }
    }

    /** Without anything that a server wrote. */
    private static String why(Throwable failure) {
        return failure instanceof Rejected rejected
                ? rejected.why()
                : "it cannot be fetched: " + failure.getClass().getSimpleName();
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return fetching.close();
    }
}
