/**
 * The composition root: the entry point, and the only classes that know every package.
 * Its entry is {@code Frond}.
 * Called by nobody.
 */
@NullMarked
@CheckReturnValue
package io.frond;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
