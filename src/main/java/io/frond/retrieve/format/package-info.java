/**
 * Files of many kinds to Markdown, which is what documents are cut from.
 * The port is {@code Format}; {@code Formats} chooses one and runs it within limits.
 * Called by sources of documents and by whoever takes uploads.
 */
@NullMarked
@CheckReturnValue
package io.frond.retrieve.format;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
