/**
 * The OpenAI surface: routes, body limits, reading a request into an {@code Ask}, relaying a reply, error bodies.
 * No port; its entry is {@code Api}, deployed once per event loop.
 * Called by the wiring; calls the gateway.
 */
@NullMarked
@CheckReturnValue
package io.frond.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
