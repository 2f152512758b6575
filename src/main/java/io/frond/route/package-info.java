/**
 * Step 5, route: from a verdict to a route, with reasons.
 * The port is {@code Policy}, a pure function.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.route;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
