package io.frond.http;

import io.frond.model.Ask;
import io.frond.model.Reply;
import io.frond.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/** What Frond keeps and answers for itself, beside calls to models. Asked by all event loops. */
public interface Resources {
    /** None. */
    Resources NONE = new Resources() {
        @Override
        public Set<String> families() {
            return Set.of();
        }

        @Override
        public Future<Reply> answer(Request request) {
            throw new IllegalStateException("nothing leads here");
        }
    };

    /** First segments of the paths under the base that are answered here: {@code files}. */
    Set<String> families();

    /** Those that the paths of one such family serve. */
    default List<HttpMethod> methods(String family) {
        return CallPath.STORED;
    }

    /** On the request's event loop. Fails with {@code Refused}. */
    Future<Reply> answer(Request request);

    /**
     * One request of a caller who may make it.
     *
     * @param ask its body is empty where it is a form: that is still to be read
     * @param source paused and unread where it is a form
     */
    record Request(Tenant tenant, Ask ask, HttpServerRequest source) {}
}
