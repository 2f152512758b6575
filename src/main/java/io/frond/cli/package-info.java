/**
 * The verbs of the command line.
 * Its entry is {@code Cli}.
 * Called by {@code Frond}; may use everything.
 */
@NullMarked
@CheckReturnValue
package io.frond.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
