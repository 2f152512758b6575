/**
 * What a provider speaks: request out, reply in, usage in, error in.
 * The port is {@code Dialect}.
 * Called by {@code upstream} only.
 */
@NullMarked
@CheckReturnValue
package io.frond.upstream.dialect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
