package io.frond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of processes under {@code /proc}. A process that is gone counts as nothing. */
final class Proc {
    /** The kernel's unit of processor time in these files, on every architecture that runs a JDK. */
    private static final double TICKS = 100;

    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;

    private Proc() {}

    /** A process and all its descendants. */
    static List<Long> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Processor seconds that they have used so far, threads that have ended included. */
    static double cpuSeconds(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> ticks(read(pid, "stat"))).sum() / TICKS;
    }

    /** Bytes in memory, now. */
    static double resident(Collection<Long> pids) {
        return pids.stream()
                .mapToLong(pid -> bytes(read(pid, "status"), "VmRSS"))
                .sum();
    }

    /** Bytes in memory, at the worst moment so far. */
    static double residentAtMost(Collection<Long> pids) {
        return pids.stream()
                .mapToLong(pid -> bytes(read(pid, "status"), "VmHWM"))
                .sum();
    }

    /** Processor seconds that the machine has spent on anything. */
    static double busySeconds() {
        return busyTicks(read(Path.of("/proc/stat"))) / TICKS;
    }

    /** User and system time; the name in brackets before it may hold blanks and brackets. */
    static long ticks(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length < 13 ? 0 : Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    static long bytes(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    static long busyTicks(String stat) {
        var fields = stat.lines().findFirst().orElse("").split("\\s+", -1);
        long busy = 0;
        // what guests use is already counted as time of their hosts: the first eight are all
        for (int i = 1; i < Math.min(fields.length, 9); i++) {
            busy += i == IDLE || i == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[i]);
        }
        return busy;
    }

    private static String read(long pid, String file) {
        return read(Path.of("/proc", Long.toString(pid), file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
