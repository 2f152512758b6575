package io.frond.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document as a tree in which everything knows where it stands. */
sealed interface Yaml {

    Place place();

    /** What it is, for messages. */
    String what();

    /** @param plain written without quotes */
    record Scalar(Place place, String text, boolean plain) implements Yaml {

        /** Nothing was written, or YAML's word for nothing. */
        boolean empty() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String what() {
            return empty() ? "nothing" : "a single value";
        }
    }

    record Items(Place place, List<Yaml> items) implements Yaml {
        @Override
        public String what() {
            return "a list";
        }
    }

    /** @param entries in the order of the file */
    record Mapping(Place place, Map<String, Entry> entries) implements Yaml {
        @Override
        public String what() {
            return "a block of keys";
        }

        static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }

        /** Both together; a value that both give is a fault of the second. */
        Mapping plus(Mapping other, String path, Faults faults) {
            var all = new LinkedHashMap<>(entries);
            other.entries.forEach((key, entry) -> {
                Entry mine = all.putIfAbsent(key, entry);
                if (mine != null) {
                    all.put(key, mine.plus(entry, path.isEmpty() ? key : path + "." + key, faults));
                }
            });
            return new Mapping(place, all);
        }
    }

    /** @param key where the key stands */
    record Entry(Place key, Yaml value) {

        private Entry plus(Entry other, String path, Faults faults) {
            if (value instanceof Mapping mine && other.value instanceof Mapping theirs) {
                return new Entry(key, mine.plus(theirs, path, faults));
            }
            String first = key.origin().label() + ":" + key.line() + ":" + key.column();
            faults.add(other.key, path, "is set in two files, first at " + first);
            return this;
        }
    }
}
