package io.frond.config;

/**
 * An address to listen on, {@code 127.0.0.1:8080}.
 *
 * @param port 0 lets the system choose
 */
public record HostPort(String host, int port) {

    /** Whether only this machine can reach it. */
    public boolean loopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
