package io.frond.cli;

import io.frond.config.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Addresses asked for on the command line; they win over those of the configuration.
 *
 * @param api null leaves the configuration's
 * @param admin null leaves the configuration's
 */
public record Listening(@Nullable HostPort api, @Nullable HostPort admin) {

    public static final Listening AS_CONFIGURED = new Listening(null, null);
}
