/**
 * What Frond does to a connection below HTTP, and to the clients that open them.
 * Its entries are {@code OwnMemory}, {@code LateFlush} and {@code ShortLived}.
 * Called by whoever opens connections: {@code http}, {@code upstream} and {@code store}.
 */
@NullMarked
@CheckReturnValue
package io.frond.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
