package io.frond.model;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * A request at the door: who says to be there, for which call, and the body still unread, so that a stranger's is
 * never read.
 *
 * @param read reads and scans the body; call once. Fails with {@link Refused} on anything that is not a chat request
 */
public record Arrival(Credential credential, Operation operation, Caller caller, Supplier<Future<Ask>> read) {}
