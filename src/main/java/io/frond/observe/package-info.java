/**
 * What operators see: metrics and logs.
 * No port of its own.
 * Used by steps; knows none.
 */
@NullMarked
@CheckReturnValue
package io.frond.observe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
