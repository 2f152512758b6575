/**
 * Step 4, classify: which of the tenant's routes does this question want, and how sure is that?
 * The port is {@code Classifier}; a stage of the cascade is one too.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.classify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
