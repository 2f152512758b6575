/**
 * Step 7, call: endpoints behind a backend's name, balanced, and a fault of theirs kept from the caller.
 * The port is {@code Upstream}; every decorator around an endpoint is one too. {@code Balancer} chooses, purely.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.upstream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
