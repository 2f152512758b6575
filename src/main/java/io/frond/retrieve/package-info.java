/**
 * Step 6, ground: find passages and weave them into the request.
 * The ports are {@code Retriever}, {@code Index} for a search engine and {@code Source} for where documents come from.
 * Called by the gateway; imports no other step.
 */
@NullMarked
@CheckReturnValue
package io.frond.retrieve;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
