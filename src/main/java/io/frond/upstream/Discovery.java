package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.vertx.core.Future;
import io.vertx.core.dns.SrvRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sites that a configured URL stands for, as the DNS names them. Those that stay keep their order and their number;
 * a newcomer gets the next number, which no other had. While none has been found, the URL stands for itself; a look-up
 * that fails or names none changes nothing.
 */
final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** Share of the mean weight. */
    private static final double LEAST = 0.01;

    /** Who is told of the sites, on the context of the look-ups. */
    interface Listener {
        void found(List<Site> sites);
    }

    private final String name;
    private final BackendConfig.Endpoint at;
    private final String how;
    private final Lookup lookup;
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private int numbers;
    private @Nullable Rounds rounds;

    /**
     * @param name of the configured endpoint, {@code general#1}
     * @param how {@code a}, or the labels of service records, {@code _http._tcp}
     */
    Discovery(String name, BackendConfig.Endpoint at, String how, Lookup lookup) {
        this.name = name;
        this.at = at;
        this.how = how;
        this.lookup = lookup;
    }

    /** Whether both look for the same. */
    boolean isLike(Discovery other) {
        return at.url().equals(other.at.url()) && how.equals(other.how);
    }

    /** Goes on from what one that is like it has found; the sites to begin with. */
    List<Site> begin(@Nullable Discovery before) {
        if (before != null) {
            adopt(before.sites());
        }
        return sites.isEmpty() ? List.of(Site.of(name, at)) : List.copyOf(sites.values());
    }

    private void adopt(List<Site> known) {
        for (var site : known) {
            int number = Integer.parseInt(site.name().substring(site.name().lastIndexOf('.') + 1));
            numbers = Math.max(numbers, number);
            sites.put(site.address(), site.as(name + "." + number, at));
        }
    }

    private synchronized List<Site> sites() {
        return List.copyOf(sites.values());
    }

    void follow(Surroundings around, Listener listener) {
        var pause = around.pauses().lookups();
        rounds = new Rounds(around.vertx(), () -> look(pause, listener)).begin(Duration.ZERO);
    }

    private Future<Duration> look(Duration pause, Listener listener) {
        return (how.equals("a") ? addresses(pause) : services())
                .onSuccess(found -> heard(found.sites(), listener))
                .onFailure(failed -> LOG.debug("a look-up for {} failed", name, failed))
                .map(Found::again)
                .otherwise(pause);
    }

    /** @param sites their names are not yet given */
    private record Found(List<Site> sites, Duration again) {}

    private Future<Found> addresses(Duration again) {
        return lookup.addresses(at.url().getHost())
                .map(all ->
                        new Found(all.stream().map(ip -> Site.of(name, at, ip)).toList(), again));
    }

    private Future<Found> services() {
        return lookup.services(how + "." + at.url().getHost())
                .map(all -> new Found(
                        all.records().stream()
                                .map(one -> Site.of(name, at, bare(one.target()), one.port())
                                        .ranked(rank(one, all.records())))
                                .toList(),
                        all.again()));
    }

    /** By RFC 2782, a weight of 0 among others is a very small one; among its like it says nothing. */
    private static Site.Rank rank(SrvRecord one, List<SrvRecord> all) {
        double mean = all.stream()
                .filter(other -> other.priority() == one.priority())
                .mapToInt(SrvRecord::weight)
                .average()
                .orElse(0);
        return new Site.Rank(one.priority(), mean == 0 ? 1 : Math.max(LEAST, one.weight() / mean));
    }

    private static String bare(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private void heard(List<Site> found, Listener listener) {
        if (!found.isEmpty() && merge(found)) {
            LOG.info("{} stands for {} endpoints now", name, sites().size());
            listener.found(sites());
        }
    }

    /** Whether anything is different. */
    private synchronized boolean merge(List<Site> found) {
        var addresses = found.stream().map(Site::address).toList();
        boolean less = sites.keySet().removeIf(known -> !addresses.contains(known));
        var ranked = found.stream().filter(this::isRankedAnew).toList();
        ranked.forEach(this::rank);
        var fresh = new ArrayList<>(found);
        fresh.removeIf(site -> sites.containsKey(site.address()));
        fresh.sort(Comparator.comparing(Site::address));
        fresh.forEach(this::add);
        return less || !ranked.isEmpty() || !fresh.isEmpty();
    }

    private boolean isRankedAnew(Site site) {
        var known = sites.get(site.address());
        return known != null && !known.rank().equals(site.rank());
    }

    private void rank(Site site) {
        sites.computeIfPresent(site.address(), (address, known) -> known.ranked(site.rank()));
    }

    private void add(Site site) {
        sites.computeIfAbsent(site.address(), unknown -> site.as(name + "." + ++numbers, at));
    }

    void close() {
        if (rounds != null) {
            rounds.close();
        }
    }
}
