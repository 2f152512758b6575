package io.frond.retrieve;

import java.util.List;
import java.util.Map;

/**
 * Which documents a search may find, by their attributes. An attribute that a document does not have equals nothing:
 * it fails {@code EQ}, {@code IN} and the comparisons of size, and passes {@code NE} and {@code NIN}.
 */
public sealed interface Filter {
    /** Admits all. */
    Filter NONE = new All(List.of());

    /** What every index must follow. */
    boolean admits(Map<String, Object> attributes);

    record All(List<Filter> parts) implements Filter {

        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean admits(Map<String, Object> attributes) {
            return parts.stream().allMatch(part -> part.admits(attributes));
        }
    }

    /** Admits nothing where it has no parts. */
    record Any(List<Filter> parts) implements Filter {

        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean admits(Map<String, Object> attributes) {
            return parts.stream().anyMatch(part -> part.admits(attributes));
        }
    }

    /** @param in whether the attribute must be one of the values, or must not */
    record Within(String key, boolean in, List<Object> values) implements Filter {

        public Within {
            values = List.copyOf(values);
        }

        @Override
        public boolean admits(Map<String, Object> attributes) {
            var value = attributes.get(key);
            return in == (value != null && values.contains(value));
        }
    }

    /** @param value {@code String}, {@code Double} or {@code Boolean}; only numbers are larger or smaller */
    record Compare(String key, Operator operator, Object value) implements Filter {

        @Override
        public boolean admits(Map<String, Object> attributes) {
            var held = attributes.get(key);
            return switch (operator) {
                case EQ -> value.equals(held);
                case NE -> !value.equals(held);
                case GT, GTE, LT, LTE ->
                    held instanceof Double mine && value instanceof Double other && sized(mine.compareTo(other));
            };
        }

        private boolean sized(int order) {
            return switch (operator) {
                case GT -> order > 0;
                case GTE -> order >= 0;
                case LT -> order < 0;
                case LTE -> order <= 0;
                case EQ, NE -> false;
            };
        }
    }

    enum Operator {
        EQ,
        NE,
        GT,
        GTE,
        LT,
        LTE
    }
}
