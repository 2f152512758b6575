package io.frond.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects every fault of one run; nothing stops at the first. */
final class Faults {
    private final List<Fault> found = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    void add(Place place, String path, String problem) {
        add(place, path, problem, null);
    }

    void add(Place place, String path, String problem, @Nullable String meant) {
        String file = place.origin().label();
        if (!files.contains(file)) {
            files.add(file);
        }
        found.add(new Fault(file, place.line(), place.column(), path, problem, meant, Excerpt.of(place)));
    }

    /**
     * Takes over what reading something again has found, but not what the first reading found already.
     *
     * @param prefix of the paths of the second reading
     */
    void adopt(Faults again, String prefix) {
        var known = found.stream()
                .map(fault -> fault.path() + "\n" + fault.problem())
                .collect(Collectors.toSet());
        again.files.stream().filter(file -> !files.contains(file)).forEach(files::add);
        again.found.stream()
                .filter(fault -> {
                    var path = fault.path().startsWith(prefix) ? fault.path().substring(prefix.length()) : "";
                    return !known.contains(path + "\n" + fault.problem());
                })
                .forEach(found::add);
    }

    void add(Place place, String path, Unfit unfit) {
        add(place, path, unfit.problem(), unfit.meant());
    }

    boolean knows(Place place) {
        String file = place.origin().label();
        return found.stream()
                .anyMatch(fault -> fault.line() == place.line()
                        && fault.column() == place.column()
                        && fault.file().equals(file));
    }

    int count() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them, as the files came and from top to bottom. */
    InvalidConfig asException() {
        found.sort(Comparator.<Fault>comparingInt(fault -> files.indexOf(fault.file()))
                .thenComparingInt(Fault::line)
                .thenComparingInt(Fault::column));
        return new InvalidConfig(found);
    }
}
