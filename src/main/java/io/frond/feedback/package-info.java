/**
 * What clients say of their answers: reads it, notes it with the answer, and lets the cache forget what was wrong.
 * Called by {@code http} through its {@code Resources}; uses {@code account}. No step knows it.
 */
@NullMarked
@CheckReturnValue
package io.frond.feedback;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
