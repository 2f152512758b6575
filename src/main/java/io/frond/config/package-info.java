/**
 * The configuration: YAML to records, every fault listed at once with its place; schema; reload.
 * Its entry is {@code ConfigFile}; {@code Section} is the typed view that remembers what was read.
 * Used by steps; knows none.
 */
@NullMarked
@CheckReturnValue
package io.frond.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
