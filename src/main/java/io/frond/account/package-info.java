/**
 * Step 8, account: settle the lease at the end of the answer, count, and write the access log.
 * The port is {@code Ledger}.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
