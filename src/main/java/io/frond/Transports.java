package io.frond;

import io.frond.cli.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the event loops talk to the kernel: io_uring where it is allowed, else epoll, else what every Java has. io_uring
 * needs fewer calls for the same bytes; many container runtimes forbid it.
 *
 * <p>{@code -Dfrond.transport=} {@code io_uring}, {@code epoll} or {@code nio} insists on one of them.
 */
final class Transports {
    private static final String PROPERTY = "frond.transport";

    private Transports() {}

    /** @throws Failure where the transport that was insisted on cannot be had here */
    static Vertx vertx(VertxOptions options) {
        return vertx(options, System.getProperty(PROPERTY));
    }

    /** @param name null leaves the choice to the machine */
    static Vertx vertx(VertxOptions options, @Nullable String name) {
        return Vertx.builder().with(options).withTransport(chosen(name)).build();
    }

    static Transport chosen(@Nullable String name) {
        return available()
                .filter(one -> name == null || one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Failure.usage("-D" + PROPERTY + "=" + name + " cannot be had on this machine, which has "
                                + available().map(Transport::name).collect(Collectors.joining(", "))));
    }

    /** The best first. */
    private static Stream<Transport> available() {
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
                .filter(Objects::nonNull)
                .filter(Transport::available);
    }
}
