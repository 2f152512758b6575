package io.frond.config;

import io.frond.model.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of backends that stand before the backends do: checked when all of them are known. */
final class ForwardNames {
    private record Mention(Section at, String by, List<String> names) {}

    private final List<Mention> mentions = new ArrayList<>();

    /** Those that stand in for the backend which this block describes. */
    List<String> fallback(Section s, String backend) {
        var names = s.list("fallback", Kinds.text(), "backends that answer when this one cannot, in this order");
        mentions.add(new Mention(s, backend, names));
        return names;
    }

    /** Notes the faults, each at its place. */
    void check(Set<String> known) {
        mentions.forEach(mention -> check(mention, known));
    }

    private static void check(Mention mention, Set<String> known) {
        for (int i = 0; i < mention.names.size(); i++) {
            if (!known.contains(mention.names.get(i))) {
                mention.at.fault("fallback", missing(i, Nearest.to(mention.names.get(i), known)));
            }
        }
        once(mention.at, mention.by, mention.names);
    }

    /** The name is not repeated: a variable may have put it there. */
    private static String missing(int index, @Nullable String near) {
        return "number " + (index + 1) + " is not the name of a backend"
                + (near == null ? "" : "; did you mean " + near + "?");
    }

    /** A backend cannot stand in for itself, and each is asked once. */
    static void once(Section s, String backend, List<String> names) {
        if (names.contains(backend)) {
            s.fault("fallback", "names the backend itself, " + backend);
        } else if (new HashSet<>(names).size() < names.size()) {
            s.fault("fallback", "names a backend twice");
        }
    }
}
