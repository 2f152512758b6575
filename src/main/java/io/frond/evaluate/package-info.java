/**
 * How well what Frond does serves, measured on questions whose answers are known.
 * No port yet.
 * Used by the command line; uses steps.
 */
@NullMarked
@CheckReturnValue
package io.frond.evaluate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
