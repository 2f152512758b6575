package io.frond.retrieve;

import io.frond.config.Acl;
import io.frond.model.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which documents of a collection a caller may find, as a filter over what {@link Described} has put there. */
final class AclFilter {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private AclFilter() {}

    static Filter of(Acl acl, Tenant caller) {
        var parts = new ArrayList<Filter>();
        acl.of(caller).forEach((attribute, values) -> parts.add(new Filter.Within(attribute, true, admitted(values))));
        return parts.isEmpty() ? Filter.NONE : new Filter.All(parts);
    }

    private static List<Object> admitted(List<String> values) {
        var all = new LinkedHashSet<Object>();
        all.add(Described.EVERYBODY);
        values.forEach(value -> add(value, all));
        return List.copyOf(all);
    }

    /** A caller's values are texts; a document's may be numbers or truths. */
    private static void add(String value, Set<Object> all) {
        all.add(value);
        if (NUMBER.matcher(value).matches()) {
            all.add(Double.valueOf(value));
        } else if (value.equals("true") || value.equals("false")) {
            all.add(Boolean.valueOf(value));
        }
    }
}
