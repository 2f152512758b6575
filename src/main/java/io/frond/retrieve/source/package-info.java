/**
 * Where documents come from: a watched folder, pages of the web, rows of a database.
 * The port is {@code retrieve.DocumentSource}.
 * Called by {@code retrieve} and the wiring.
 */
@NullMarked
@CheckReturnValue
package io.frond.retrieve.source;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
