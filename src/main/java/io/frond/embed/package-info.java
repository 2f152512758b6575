/**
 * Texts to vectors.
 * The port is {@code Embedder}.
 * Used by steps; knows none.
 */
@NullMarked
@CheckReturnValue
package io.frond.embed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
