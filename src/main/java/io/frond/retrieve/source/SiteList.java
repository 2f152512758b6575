package io.frond.retrieve.source;

import io.frond.config.SourceConfig;
import io.frond.model.Clock;
import io.frond.retrieve.format.Limits;
import io.frond.retrieve.format.Sitemap;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pages of a site: those named one by one, then those of its sitemap and of the sitemaps that this one lists. */
final class SiteList {
    private static final int MOST_SITEMAPS = 50;

    private final SourceConfig.Web config;
    private final Fetching fetching;
    private final Clock clock;
    private final Map<String, String> pages = new LinkedHashMap<>();

    private SiteList(SourceConfig.Web config, Fetching fetching, Clock clock) {
        this.config = config;
        this.fetching = fetching;
        this.clock = clock;
    }

    /** By address, with the time of the last change where a sitemap tells one. Fails where a sitemap cannot be read. */
    static Future<Map<String, String>> of(SourceConfig.Web config, Fetching fetching, Clock clock) {
        return new SiteList(config, fetching, clock).all();
    }

    private Future<Map<String, String>> all() {
        config.urls().forEach(url -> pages.put(url.toString(), ""));
        var waiting = new ArrayDeque<String>();
        if (config.sitemap() != null) {
            waiting.add(config.sitemap().toString());
        }
        return next(waiting, MOST_SITEMAPS).map(done -> pages);
    }

    private Future<Void> next(Deque<String> waiting, int most) {
        var url = waiting.poll();
        if (url == null || most == 0 || pages.size() >= config.most()) {
            return Future.succeededFuture();
        }
        return read(url).compose(sitemap -> {
            add(sitemap);
            waiting.addAll(sitemap.sitemaps());
            return next(waiting, most - 1);
        });
    }

    private void add(Sitemap sitemap) {
        sitemap.pages().forEach((page, changed) -> {
            if (pages.size() < config.most() && page.matches("https?://[^\\s#]++(?:#.*)?")) {
                pages.putIfAbsent(page.replaceAll("#.*", ""), changed);
            }
        });
    }

    private Future<Sitemap> read(String url) {
        try {
            return fetching.get(URI.create(url), Fetching.Known.NOTHING).compose(SiteList.this::read);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Rejected("it names a sitemap whose address is no URL"));
        }
    }

    private Future<Sitemap> read(Fetched fetched) {
        if (!(fetched instanceof Fetched.Page page)) {
            return Future.failedFuture(new Rejected("its server has no such page"));
        }
        try {
            return Future.succeededFuture(Sitemap.of(page.body().getBytes(), Limits.DEFAULT, clock));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Rejected(String.valueOf(e.getMessage())));
        }
    }
}
