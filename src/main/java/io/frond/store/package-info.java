/**
 * Connections to shared state: Redis.
 * No port of its own: the steps' store ports are served from here.
 * Used by steps; knows none.
 */
@NullMarked
@CheckReturnValue
package io.frond.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
