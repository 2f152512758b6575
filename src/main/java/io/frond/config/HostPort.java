package io.frond.config;

/**
 * An address to listen on, {@code 127.0.0.1:8080}.
 *
 * @param host a name or an address, IPv6 without its brackets
 * @param port 0 lets the system choose
 */
public record HostPort(String host, int port) {

    /** Whether only this machine can reach it. */
    public boolean loopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
