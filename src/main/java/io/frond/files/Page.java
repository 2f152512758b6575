package io.frond.files;

import io.frond.model.Reason;
import io.frond.model.Refused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. */
final class Page {
    private final int limit;
    private final boolean ascending;
    private final @Nullable String after;
    private final @Nullable String before;

    private Page(int limit, boolean ascending, @Nullable String after, @Nullable String before) {
        this.limit = limit;
        this.ascending = ascending;
        this.after = after;
        this.before = before;
    }

    /**
     * @param usual how many where nothing is said
     * @param most how many may be asked for
     */
    static Page of(Query query, int usual, int most) {
        return new Page(
                query.number("limit", usual, 1, most),
                query.choice("order", List.of("asc", "desc"), "desc").equals("asc"),
                query.text("after"),
                query.text("before"));
    }

    /** As OpenAI's clients read a list. */
    <K extends Kept> JsonObject of(Collection<K> all, Function<K, JsonObject> told) {
        Comparator<K> byAge = Comparator.comparingLong(Kept::order);
        var ordered = all.stream().sorted(ascending ? byAge : byAge.reversed()).toList();
        int from = after == null ? 0 : place(ordered, after, "after") + 1;
        int to = before == null ? ordered.size() : place(ordered, before, "before");
        boolean backwards = before != null && after == null;
        int first = backwards ? Math.max(from, to - limit) : from;
        int end = Math.max(first, Math.min(to, first + limit));
        return listed(ordered.subList(first, end), backwards ? first > from : end < to, told);
    }

    private static int place(List<? extends Kept> ordered, String id, String param) {
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).id().equals(id)) {
                return i;
            }
        }
        throw Refused.of(Reason.CALLER_VALUE, "Invalid '" + param + "': nothing of this list has that id.")
                .at(param);
    }

    private static <K extends Kept> JsonObject listed(List<K> part, boolean more, Function<K, JsonObject> told) {
        var data = new JsonArray();
        part.forEach(one -> data.add(told.apply(one)));
        return new JsonObject()
                .put("object", "list")
                .put("data", data)
                .put("first_id", part.isEmpty() ? null : part.getFirst().id())
                .put("last_id", part.isEmpty() ? null : part.getLast().id())
                .put("has_more", more);
    }
}
