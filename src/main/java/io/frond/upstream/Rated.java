package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Reply;
import io.vertx.core.Future;

/** Settles what was taken of a provider's quota for a call, when its usage is known. */
record Rated(Upstream inner, Rates rates) implements Upstream {

    @Override
    public Future<Reply> call(Call call) {
        var reply = inner.call(call);
        Ends.after(reply, ending -> rates.settle(call, ending));
        return reply;
    }
}
