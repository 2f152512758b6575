/**
 * Which endpoint a call goes to: by load, weight, tier and zone, by the session or the prompt it belongs to.
 * The port is {@code Balancer}, a pure function.
 * Called by {@code upstream} only.
 */
@NullMarked
@CheckReturnValue
package io.frond.upstream.balance;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
