/**
 * The demo: simulated model endpoints that speak real HTTP, and what {@code frond demo} prints.
 * No port of its own.
 * Called by the command line; no step knows it.
 */
@NullMarked
@CheckReturnValue
package io.frond.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
