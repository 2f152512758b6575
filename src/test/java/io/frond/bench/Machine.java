package io.frond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where and when it was measured, and what.
 *
 * @param versions of the targets, by name
 */
record Machine(
        String processor,
        int cpus,
        String memory,
        String kernel,
        String java,
        LocalDate day,
        Map<String, String> versions) {

    static Machine here(Site site, List<String> targets) throws IOException {
        var versions = new LinkedHashMap<String, String>();
        Target.all().stream()
                .filter(target -> targets.contains(target.name()))
                .forEach(target -> versions.put(target.name(), site.version(target)));
        return new Machine(
                first("/proc/cpuinfo", "model name\\s*: (.*)", "unnamed processor"),
                processors(),
                Math.round(Long.parseLong(first("/proc/meminfo", "MemTotal:\\s*(\\d+)", "0")) / 1024.0 / 1024) + " GiB",
                first("/proc/sys/kernel/osrelease", "(\\S+)", "?"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                LocalDate.now(ZoneOffset.UTC),
                versions);
    }

    /** All of the machine's, also those that this process may not use. */
    static int processors() throws IOException {
        return (int) Files.readAllLines(Path.of("/proc/stat")).stream()
                .filter(line -> line.matches("cpu\\d+ .*"))
                .count();
    }

    private static String first(String file, String pattern, String otherwise) throws IOException {
        var match = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        return match.find() ? match.group(1) : otherwise;
    }
}
