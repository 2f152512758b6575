package io.frond.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.SrvRecord;
import io.vertx.core.internal.VertxInternal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the DNS, by the servers and rules that Vert.x was given.
 *
 * <p>Addresses are kept by Vert.x as long as their records say, within {@link #rules}; so to ask often costs a look-up
 * only when they have run out. Service records carry the time with them.
 */
final class Lookup {
    private static final int SECONDS = 1;
    private static final int LONGEST_SECONDS = 30;

    private final VertxInternal vertx;
    private @Nullable DnsClient client;

    Lookup(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** What Vert.x must be given: no answer is believed for more than 30 s, nor that there is none for more than 1 s. */
    static AddressResolverOptions rules() {
        return new AddressResolverOptions()
                .setCacheMinTimeToLive(SECONDS)
                .setCacheMaxTimeToLive(LONGEST_SECONDS)
                .setCacheNegativeTimeToLive(SECONDS)
                .setHostsRefreshPeriod(LONGEST_SECONDS);
    }

    /** Those of version 4 where there are any, else of version 6, in the server's order; fails where there is none. */
    Future<List<InetAddress>> addresses(String host) {
        var asked = Promise.<List<InetSocketAddress>>promise();
        vertx.nameResolver().resolveAll(host, asked::handle);
        return asked.future()
                .map(all -> preferred(all.stream()
                        .map(InetSocketAddress::getAddress)
                        .distinct()
                        .toList()));
    }

    private static List<InetAddress> preferred(List<InetAddress> all) {
        var old = all.stream().filter(Inet4Address.class::isInstance).toList();
        return old.isEmpty() ? all : old;
    }

    /** @param again when they run out */
    record Services(List<SrvRecord> records, Duration again) {}

    /** @param name {@code _http._tcp.vllm.default.svc.cluster.local}, whole: no search domain is added */
    Future<Services> services(String name) {
        return client().resolveSRV(name)
                .map(records -> new Services(
                        records.stream()
                                .filter(one -> !one.target().equals("."))
                                .toList(),
                        again(records)));
    }

    private static Duration again(List<SrvRecord> records) {
        long least = records.stream().mapToLong(SrvRecord::ttl).min().orElse(SECONDS);
        return Duration.ofSeconds(Math.max(SECONDS, Math.min(least, LONGEST_SECONDS)));
    }

    private synchronized DnsClient client() {
        if (client == null) {
            client = vertx.createDnsClient();
        }
        return client;
    }

    synchronized void close() {
        if (client != null) {
            var unused = client.close();
            client = null;
        }
    }
}
