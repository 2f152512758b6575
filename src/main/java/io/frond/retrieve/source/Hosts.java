package io.frond.retrieve.source;

import io.frond.config.SourceConfig;
import io.frond.model.Workers;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which hosts may be asked for pages, and at which address. The address that was checked is the one to connect to:
 * asking for it a second time could yield another.
 */
final class Hosts {
    private final Set<String> allowed = new HashSet<>();
    private final boolean insideToo;
    private final Workers workers;
    private final Lookup lookup;

    /** Addresses of a host; blocks. */
    @FunctionalInterface
    interface Lookup {
        Lookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

        List<InetAddress> of(String host) throws UnknownHostException;
    }

    Hosts(SourceConfig.Web config, Workers workers, Lookup lookup) {
        config.urls().forEach(url -> allowed.add(authority(url)));
        if (config.sitemap() != null) {
            allowed.add(authority(config.sitemap()));
        }
        for (var host : config.allow()) {
            allowed.add(host.toLowerCase(Locale.ROOT) + ":443");
            allowed.add(host.toLowerCase(Locale.ROOT) + ":80");
        }
        this.insideToo = config.insideToo();
        this.workers = workers;
        this.lookup = lookup;
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    private static String authority(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + port(url);
    }

    /** Empty where it may be fetched; else why not. */
    String refusal(URI url) {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return "it leads to something that is neither http nor https";
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            return "it leads to an address without a plain host";
        }
        return allowed.contains(authority(url))
                ? ""
                : "it leads to " + authority(url) + ", which is not among the hosts of source.allow";
    }

    /** Where to connect. Fails with a {@link Rejected}, also if only one of several addresses is not public. */
    Future<InetAddress> address(URI url) {
        return workers.run(() -> {
            List<InetAddress> all = lookup.of(url.getHost().replaceAll("[\\[\\]]", ""));
            if (!insideToo && !all.stream().allMatch(PublicAddress::is)) {
                throw new Rejected("its host has an address of a private network; source.private allows those");
            }
            return all.getFirst();
        });
    }
}
