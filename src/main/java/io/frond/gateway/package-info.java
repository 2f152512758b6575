/**
 * The story of a request: identify, admit, recall, classify, route, ground, call, account.
 * Its entry is {@code Gateway}, which holds no logic but the hand-over from step to step.
 * Called by {@code http}; knows the ports of the step packages.
 */
@NullMarked
@CheckReturnValue
package io.frond.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
