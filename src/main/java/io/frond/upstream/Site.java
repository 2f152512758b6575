package io.frond.upstream;

import io.frond.config.BackendConfig;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where one endpoint is.
 *
 * @param name {@code general#1}, or {@code general#1.2} of one that the DNS named
 * @param at its URL is what requests are addressed to
 * @param address tells it from all others; the URL, or that with the very address which the DNS named
 * @param server where to connect to; null for wherever the URL's host leads
 * @param rank what the DNS says of its place among the others of the same URL
 */
record Site(
        String name,
        BackendConfig.Endpoint at,
        String address,
        @Nullable SocketAddress server,
        Rank rank) {

    /**
     * @param tier calls go to others only while none of a smaller is ready
     * @param share of the URL's weight; 1 for the mean
     */
    record Rank(int tier, double share) {
        static final Rank EQUAL = new Rank(0, 1);
    }

    /** One more than the DNS can name. */
    private static final int TIERS = 1 << 16;

    /** The URL itself. */
    static Site of(String name, BackendConfig.Endpoint at) {
        return new Site(name, at, at.url().toString(), null, Rank.EQUAL);
    }

    /** One of several addresses of the URL's host. */
    static Site of(String name, BackendConfig.Endpoint at, InetAddress ip) {
        var url = at.url();
        var host = ip.getHostAddress();
        var address = with(url, host.contains(":") ? "[" + host + "]" : host, url.getPort());
        return new Site(name, at, address.toString(), SocketAddress.inetSocketAddress(port(url), host), Rank.EQUAL);
    }

    /** Another host and port, all else alike. */
    static Site of(String name, BackendConfig.Endpoint at, String host, int port) {
        var url = with(at.url(), host, port);
        return of(name, new BackendConfig.Endpoint(url, at.key(), at.weight(), at.priority(), at.near()));
    }

    /** The same place, ranked so. */
    Site ranked(Rank other) {
        return new Site(name, at, address, server, other);
    }

    /** Better tiers and more weight as the configuration says, and within that as the DNS does. */
    int tier() {
        return at.priority() * TIERS + rank.tier();
    }

    double weight() {
        return at.weight() * rank.share();
    }

    /** The same place under another name, with key and weight of the other's. */
    Site as(String other, BackendConfig.Endpoint like) {
        return new Site(
                other,
                new BackendConfig.Endpoint(at.url(), like.key(), like.weight(), like.priority(), like.near()),
                address,
                server,
                rank);
    }

    private static URI with(URI url, String host, int port) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(url.getScheme() + "://" + host + (port > 0 ? ":" + port : "") + path);
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : isHttps(url) ? 443 : 80;
    }

    static boolean isHttps(URI url) {
        return "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
    }
}
