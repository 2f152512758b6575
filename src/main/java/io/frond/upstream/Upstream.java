package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reply;
import io.vertx.core.Future;

/**
 * One function: a call to its reply. An endpoint is one, each decorator around it is one, and so is a whole backend.
 *
 * <p>The future completes with the head of the reply, fails with {@code Refused}. What becomes of a stream after its
 * head is told by {@code Reply.ended()}. A caller who leaves ends both at once.
 */
@FunctionalInterface
public interface Upstream {

    Future<Reply> call(Call call);
}
