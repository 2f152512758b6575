/**
 * The operators' port: metrics, endpoints, configuration, and what is written down of changes.
 * The port is {@code Routes}: some paths of one subject; {@code openapi.yaml} describes all of them.
 * Called by the wiring; may use steps, no step knows it.
 */
@NullMarked
@CheckReturnValue
package io.frond.admin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
