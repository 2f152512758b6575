package io.frond.config;

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
        boolean open) {}
