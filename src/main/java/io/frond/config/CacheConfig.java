package io.frond.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cache of answers.
 *
 * @param enabled false for {@code cache: off}
 * @param store {@code memory} or a {@code redis://} or {@code rediss://} address
 * @param ttl an answer is kept for
 * @param size bytes of all answers in memory
 * @param maxTemperature requests above are not answered from the cache, nor kept; null keeps all that state no
 *     temperature, and those that state 0
 */
public record CacheConfig(
        boolean enabled,
        String store,
        Duration ttl,
        long size,
        @Nullable Double maxTemperature) {}
