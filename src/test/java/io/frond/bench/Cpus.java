package io.frond.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists of CPUs as the kernel and {@code taskset} write them: {@code 0,2-5}. */
final class Cpus {

    private Cpus() {}

    /** Empty where the text is no such list. */
    static List<Integer> parse(String text) {
        var cpus = new ArrayList<Integer>();
        for (String part : text.strip().split(",", -1)) {
            if (!part.matches("\\d{1,4}(-\\d{1,4})?")) {
                return List.of();
            }
            var ends = part.split("-", -1);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .forEach(cpus::add);
        }
        return List.copyOf(cpus);
    }

    static String text(List<Integer> cpus) {
        return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
