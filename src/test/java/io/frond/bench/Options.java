package io.frond.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the caller of {@code scripts/bench} wants.
 *
 * @param targets names; empty for all
 * @param seconds counted in each run
 * @param warm seconds of warming up a target at most, before each case
 * @param out the page
 * @param proxyCpus one of these per worker of a proxy; none of them carries load or mock
 */
record Options(
        List<Case> cases,
        List<String> targets,
        int rounds,
        int seconds,
        int warm,
        Path out,
        List<Integer> loadCpus,
        List<Integer> proxyCpus) {
    private static final Set<String> KNOWN =
            Set.of("--cases", "--targets", "--rounds", "--secs", "--warm", "--out", "--load-cpus", "--proxy-cpus");

    /** Throws {@link IllegalArgumentException} with a sentence for the user. */
    static Options parse(List<Integer> cpus, String... args) {
        var given = given(args);
        var options = new Options(
                given.containsKey("--cases")
                        ? list(given.get("--cases")).stream().map(Case::named).toList()
                        : Case.all(),
                list(given.getOrDefault("--targets", "")),
                number("--rounds", given.getOrDefault("--rounds", "5")),
                number("--secs", given.getOrDefault("--secs", "4")),
                number("--warm", given.getOrDefault("--warm", "60")),
                Path.of(given.getOrDefault("--out", "src/main/docs/benchmarks.md")),
                cpus("--load-cpus", given.getOrDefault("--load-cpus", "" + cpus.get(0))),
                cpus("--proxy-cpus", given.getOrDefault("--proxy-cpus", "" + cpus.get(cpus.size() - 1))));
        var shared = new TreeSet<>(options.loadCpus);
        shared.retainAll(options.proxyCpus);
        if (!shared.isEmpty()) {
            throw new IllegalArgumentException("load and proxies would share CPU " + shared
                    + ". It takes two CPUs at least; --load-cpus and --proxy-cpus choose them.");
        }
        return options;
    }

    /** Nothing is compared without the one that all are compared with. */
    boolean wants(String target) {
        return targets.isEmpty() || targets.contains(target) || target.equals(Target.BASE);
    }

    private static Map<String, String> given(String... args) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            if (!KNOWN.contains(args[i])) {
                throw new IllegalArgumentException(
                        "\"" + args[i] + "\" is not known; known are " + new TreeSet<>(KNOWN));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            given.put(args[i], args[i + 1]);
        }
        return given;
    }

    private static List<String> list(String commas) {
        return Arrays.stream(commas.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static int number(String name, String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException(name + " is a whole number from 1, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    private static List<Integer> cpus(String name, String text) {
        var cpus = Cpus.parse(text);
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException(name + " is a list of CPUs such as 0 or 2-5, not \"" + text + "\"");
        }
        return cpus;
    }
}
