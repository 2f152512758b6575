/**
 * OpenAI's files and vector stores, kept by Frond: what was uploaded, which of it belongs to which store, and the
 * collections that are searched. Keeps them on a disk of its own and builds the collections anew at each start.
 * Called by {@code http} through its {@code Resources}; uses {@code retrieve} through its public ports. No step knows it.
 */
@NullMarked
@CheckReturnValue
package io.frond.files;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
