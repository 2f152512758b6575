package io.frond.cli;

import io.frond.config.Secret;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request to the operators' port of a running Frond.
 *
 * @param at scheme, host and port
 * @param token null where none was given
 * @param body null for none
 */
public record AdminCall(
        URI at,
        String method,
        String path,
        @Nullable Secret token,
        @Nullable JsonObject body) {}
