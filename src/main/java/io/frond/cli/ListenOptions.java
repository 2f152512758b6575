package io.frond.cli;

import io.frond.config.HostPort;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Addresses to listen on, in place of the configured ones. */
final class ListenOptions {
    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            converter = Address.class,
            description = "Where clients connect; without HOST on this machine only. Default 127.0.0.1:8080.")
    @Nullable
    HostPort api;

    @Option(
            names = "--admin",
            paramLabel = "[HOST:]PORT",
            converter = Address.class,
            description = "Where operators connect. Default 127.0.0.1:8081.")
    @Nullable
    HostPort admin;

    Listening listening() {
        return new Listening(api, admin);
    }

    /** {@code 8080}, {@code 0.0.0.0:8080} or {@code [::1]:8080}. */
    static final class Address implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String text) {
            int colon = text.lastIndexOf(':');
            var host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
            var port = text.substring(colon + 1);
            if (host.isBlank() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                throw new TypeConversionException("\"" + text + "\" is no address. It looks like 8080 or 0.0.0.0:8080");
            }
            return new HostPort(host, Integer.parseInt(port));
        }
    }
}
