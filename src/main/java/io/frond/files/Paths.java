package io.frond.files;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.http.Resources.Request;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which call is answered by what. In a shape, {@code *} stands for an id. */
final class Paths {
    private final List<Way> ways = new ArrayList<>();

    /** Answers a call; ids as they stand in the path. */
    @FunctionalInterface
    interface Deed {
        Future<Reply> of(Request request, List<String> ids);
    }

    private record Way(String method, List<String> shape, Deed deed) {

        boolean fits(List<String> path) {
            if (path.size() != shape.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!shape.get(i).equals("*") && !shape.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        List<String> ids(List<String> path) {
            var ids = new ArrayList<String>();
            for (int i = 0; i < path.size(); i++) {
                if (shape.get(i).equals("*")) {
                    ids.add(path.get(i));
                }
            }
            return ids;
        }
    }

    /** @param call method and shape: {@code GET files/*} */
    @CanIgnoreReturnValue
    Paths on(String call, Deed deed) {
        int space = call.indexOf(' ');
        ways.add(new Way(call.substring(0, space), segments(call.substring(space + 1)), deed));
        return this;
    }

    /** Throws {@link Refused} where nothing fits. */
    Future<Reply> answer(Request request) {
        var operation = request.ask().operation();
        var path = segments(operation.path().substring(1));
        var fitting = ways.stream().filter(way -> way.fits(path)).toList();
        for (var way : fitting) {
            if (way.method.equals(operation.method())) {
                return way.deed.of(request, way.ids(path));
            }
        }
        if (fitting.isEmpty()) {
            throw Refused.of(Reason.CALLER_URL, "There is nothing at this path.");
        }
        throw Refused.of(Reason.CALLER_METHOD, "This path does not serve the method of the request.")
                .with(Map.of(
                        "allow",
                        String.join(", ", fitting.stream().map(Way::method).toList())));
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
