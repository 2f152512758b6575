/**
 * The operators' port: metrics, endpoints, configuration.
 * No port of its own.
 * Called by the wiring; may use steps, no step knows it.
 */
@NullMarked
@CheckReturnValue
package io.frond.admin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
