package io.frond.config;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import java.time.Duration;

/**
 * Where Frond listens, and the bounds of what it reads.
 *
 * @param bodyLimit largest request body in bytes
 * @param headerTimeout a connection must send its request head within
 * @param bodyTimeout a request must send its body within
 * @param idleTimeout a silent connection is closed after
 * @param drain at SIGTERM, running streams may finish within
 * @param open {@code auth: open}: any key or none, also off loopback
 */
public record ServerConfig(
        HostPort listen,
        HostPort admin,
        long bodyLimit,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration drain,
        boolean open) {

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
                        "address of metrics and administration; loopback only"),
                s.bytes("body_limit", 32 << 20, 1 << 10, 1 << 30, "largest request body"),
                s.duration("header_timeout", ofSeconds(10), "a connection must send its request head within"),
                s.duration("body_timeout", ofSeconds(30), "a request must send its body within"),
                s.duration("idle_timeout", ofSeconds(60), "a silent connection is closed after"),
                s.value(
                        "drain",
                        Kinds.duration(Duration.ZERO, ofHours(1)),
                        ofSeconds(60),
                        "when told to end, running requests may finish within"),
                open);
        if (!config.listen.loopback() && !open && !guarded) {
            s.fault(
                    "listen",
                    "other machines could use Frond without a key: add tenants, or say auth: open if that is meant");
        }
        if (!config.admin.loopback()) {
            s.fault("admin", "must be on loopback, 127.0.0.1, as it asks for no key");
        }
        return config;
    }

    /** The same at other addresses. */
    ServerConfig at(HostPort otherListen, HostPort otherAdmin) {
        return new ServerConfig(
                otherListen, otherAdmin, bodyLimit, headerTimeout, bodyTimeout, idleTimeout, drain, open);
    }
}
