/**
 * The values that a request becomes on its way, and the few primitives that every step shares.
 * No port of its own; imports the JDK and Vert.x's {@code Buffer}, {@code Future} and {@code ReadStream} only.
 * Every package may use it; it knows none.
 */
@NullMarked
@CheckReturnValue
package io.frond.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
