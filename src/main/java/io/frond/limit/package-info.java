/**
 * Step 2, admit: request rate and concurrency per tenant.
 * The ports are {@code Limiter} and, for where the counts are kept, {@code LimitStore}.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
