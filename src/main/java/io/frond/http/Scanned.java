package io.frond.http;

import io.frond.model.CacheControl;
import io.frond.model.Fields;
import io.vertx.core.buffer.Buffer;

/**
 * A request body as a model service gets it, and what it asked of Frond itself.
 *
 * @param fields of this body, positions included
 */
record Scanned(Buffer body, Fields fields, CacheControl cache) {}
