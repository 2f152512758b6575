package io.frond.config;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Frond listens, and the bounds of what it reads.
 *
 * @param access who may use the operators' port
 * @param bodyLimit largest request body in bytes
 * @param headerTimeout a connection must send its request head within
 * @param bodyTimeout a request must send its body within
 * @param idleTimeout a silent connection is closed after
 * @param drain at SIGTERM, running streams may finish within
 * @param open {@code auth: open}: any key or none, also off loopback
 * @param tls null for cleartext
 * @param h2c whether HTTP/2 is spoken in cleartext too; with TLS it is spoken anyway
 * @param zone where this Frond runs, as endpoints name theirs; null where that is not said
 * @param origins web pages from where browsers may call, {@code *} for all; empty for none
 */
public record ServerConfig(
        HostPort listen,
        HostPort admin,
        AdminAccess access,
        long bodyLimit,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration drain,
        boolean open,
        @Nullable TlsConfig tls,
        boolean h2c,
        @Nullable String zone,
        List<String> origins) {

    public ServerConfig {
        origins = List.copyOf(origins);
    }

    /**
     * @param open whether {@code auth: open} was written
     * @param guarded whether there are tenants, who need keys
     */
    static ServerConfig from(Section s, boolean open, boolean guarded) {
        var config = new ServerConfig(
                s.value("listen", Wire.hostPort(), new HostPort("127.0.0.1", 8080), "address of the API"),
                s.value(
                        "admin",
                        Wire.hostPort(),
                        new HostPort("127.0.0.1", 8081),
                        "address of metrics and administration; another than loopback needs an admin_token"),
                AdminAccess.from(s),
                s.bytes("body_limit", 32 << 20, 1 << 10, 1 << 30, "largest request body"),
                s.duration("header_timeout", ofSeconds(10), "a connection must send its request head within"),
                s.duration("body_timeout", ofSeconds(30), "a request must send its body within"),
                s.duration("idle_timeout", ofSeconds(60), "a silent connection is closed after"),
                s.value(
                        "drain",
                        Kinds.duration(Duration.ZERO, ofHours(1)),
                        ofSeconds(60),
                        "when told to end, running requests may finish within"),
                open,
                s.optionalBlock("tls", "speaks HTTPS, with HTTP/2 for those who can", TlsConfig::from),
                s.flag("h2c", false, "speaks HTTP/2 in cleartext too, for a proxy in front that does"),
                s.text("zone", "where this Frond runs: endpoints of the same zone are preferred"),
                s.block("cors", "browsers on pages of other sites", ServerConfig::origins));
        if (!config.listen.loopback() && !open && !guarded) {
            s.fault(
                    "listen",
                    "other machines could use Frond without a key: add tenants, or say auth: open if that is meant");
        }
        if (!config.admin.loopback() && config.access.token() == null) {
            s.fault(
                    "admin",
                    "must be on loopback, 127.0.0.1, as it asks for no key: set an admin_token if others may call");
        }
        if (config.tls != null && config.h2c) {
            s.fault("h2c", "is for cleartext; with tls HTTP/2 is spoken already");
        }
        return config;
    }

    private static List<String> origins(Section s) {
        var origins = s.list(
                "origins",
                Wire.origin(),
                "sites whose pages may call, such as https://chat.example.org; \"*\" for all");
        if (origins.contains("*") && origins.size() > 1) {
            s.fault("origins", "names sites beside *, which stands for all of them");
        }
        return origins;
    }

    /** The same behind another certificate; without TLS where it is null. */
    ServerConfig secured(@Nullable TlsConfig certified) {
        return with(listen, admin, certified);
    }

    /** The same at other addresses. */
    ServerConfig at(HostPort otherListen, HostPort otherAdmin) {
        return with(otherListen, otherAdmin, tls);
    }

    /** Whether the two differ at most in their certificate, which a running server takes over. */
    public boolean alikeButForCertificate(ServerConfig other) {
        boolean both = tls != null && other.tls != null;
        return both ? secured(other.tls).equals(other) : equals(other);
    }

    private ServerConfig with(HostPort otherListen, HostPort otherAdmin, @Nullable TlsConfig otherTls) {
        return new ServerConfig(
                otherListen,
                otherAdmin,
                access,
                bodyLimit,
                headerTimeout,
                bodyTimeout,
                idleTimeout,
                drain,
                open,
                otherTls,
                h2c,
                zone,
                origins);
    }
}
