/**
 * What Frond does to a connection below HTTP.
 * Its entries are {@code OwnMemory} and {@code LateFlush}.
 * Called by whoever opens connections: {@code http} and {@code upstream}.
 */
@NullMarked
@CheckReturnValue
package io.frond.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
