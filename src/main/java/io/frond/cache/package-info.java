/**
 * Step 3, recall: has this been answered, from documents that are still current?
 * The ports are {@code Cache} and, for where answers are kept, {@code CacheStore}.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
