package io.frond.upstream;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.net.Address;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the host of an endpoint's URL leads to now. Calls go to one address, as long as the DNS names it; when it no
 * longer does, the next call goes to another, and connections to the old one are left to run dry: those of running
 * answers end with these, idle ones after the keep-alive time. A look-up that fails changes nothing.
 *
 * <p>Until the first answer, and for hosts that are addresses themselves, Vert.x finds the way. Thread-safe.
 */
final class Whereabouts {
    private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);

    private final Site site;
    private final Lookup lookup;
    private final Duration pause;
    private final @Nullable Rounds rounds;
    private volatile List<SocketAddress> known;
    private volatile @Nullable SocketAddress server;

    Whereabouts(Site site, Lookup lookup, Surroundings around) {
        this.site = site;
        this.lookup = lookup;
        this.pause = around.pauses().lookups();
        this.server = site.server();
        this.known = List.of();
        this.rounds = server == null && isName(site.at().url())
                ? new Rounds(around.vertx(), this::look).begin(Duration.ZERO)
                : null;
    }

    private static boolean isName(URI url) {
        var host = url.getHost();
        boolean literal = host.startsWith("[") || NetUtil.isValidIpV4Address(host);
        return !literal && !host.equals("localhost");
    }

    /** Where to connect to; null where Vert.x is to look up the host. */
    @Nullable
    SocketAddress server() {
        return server;
    }

    private Future<Duration> look() {
        return lookup.addresses(site.at().url().getHost())
                .onSuccess(this::heard)
                .onFailure(failed -> LOG.debug("the address of {} was not found", site.name(), failed))
                .transform(done -> Future.succeededFuture(pause));
    }

    private void heard(List<InetAddress> addresses) {
        int port = Site.port(site.at().url());
        var now = addresses.stream()
                .map(one -> SocketAddress.inetSocketAddress(port, one.getHostAddress()))
                .toList();
        known = now;
        var before = server;
        if (!now.isEmpty() && (before == null || !now.contains(before))) {
            server = now.get(0);
            LOG.info("endpoint {} is at {} now", site.name(), now.get(0).hostAddress());
        }
    }

    /** It cannot be reached there: the next call tries the host's next address, if it has one. */
    void unreachable(@Nullable Address tried) {
        var all = known;
        int at = tried instanceof SocketAddress one ? all.indexOf(one) : -1;
        if (at >= 0 && all.size() > 1 && all.get(at).equals(server)) {
            server = all.get((at + 1) % all.size());
        }
    }

    void close() {
        if (rounds != null) {
            rounds.close();
        }
    }
}
