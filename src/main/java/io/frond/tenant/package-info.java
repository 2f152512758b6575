/**
 * Step 1, identify: whose key is this, and what may its holder use?
 * The port is {@code Tenants}.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.tenant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
