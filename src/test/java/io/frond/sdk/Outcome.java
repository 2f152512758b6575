package io.frond.sdk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a client got through a scene.
 *
 * @param complaint the client's own words, with its stack; null where all was as with the provider
 * @param left when the client left; null where it stayed
 */
record Outcome(@Nullable String complaint, @Nullable Instant left) {}
