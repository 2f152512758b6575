package io.frond.files;

import io.frond.model.Operation;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call says behind its question mark. */
final class Query {
    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    static Query of(Operation operation) {
        try {
            return new Query(new QueryStringDecoder(operation.query(), false).parameters());
        } catch (IllegalArgumentException broken) {
            throw Refused.of(Reason.CALLER_INVALID, "The query of the URL is not well-formed.");
        }
    }

    /** Null where it is absent or empty. */
    @Nullable
    String text(String name) {
        var all = values.getOrDefault(name, List.of());
        return all.isEmpty() || all.get(0).isEmpty() ? null : all.get(0);
    }

    String choice(String name, Collection<String> words, String fallback) {
        var text = text(name);
        if (text == null) {
            return fallback;
        }
        if (!words.contains(text)) {
            throw Refused.of(
                            Reason.CALLER_VALUE,
                            "Invalid value for '" + name + "'. Supported values are: " + String.join(", ", words) + ".")
                    .at(name);
        }
        return text;
    }

    int number(String name, int fallback, int least, int most) {
        var text = text(name);
        if (text == null) {
            return fallback;
        }
        boolean digits = text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw Refused.of(
                            Reason.CALLER_VALUE,
                            "Invalid '" + name + "': a whole number from " + least + " to " + most + " is expected.")
                    .at(name);
        }
        return number;
    }
}
