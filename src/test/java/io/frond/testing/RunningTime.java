package io.frond.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells a thread that was held up by what it does from one that the machine did not let run: a busy machine or the
 * garbage collector takes threads off their core, and that says nothing about our code.
 *
 * <p>A thread starves while it is ready to run, is not inside a blocking call, and gets less than half of the time.
 */
final class RunningTime {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int KEPT = 100;
    private static final List<String> BLOCKING = List.of("java.io.", "java.nio.file.", "sun.nio.fs.", "java.net.Inet");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread, Deque<Sample>> samples = new HashMap<>();

    /**
     * @param at when it was taken
     * @param ran processor time of the thread up to then
     */
    private record Sample(long at, long ran) {}

    static RunningTime watch() {
        var watch = new RunningTime();
        var thread = new Thread(watch::sample, "running-time");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void sample() {
        while (true) {
            var all = new Thread[Thread.activeCount() + 64];
            int found = Thread.enumerate(all);
            note(Arrays.stream(all, 0, found)
                    .filter(thread -> thread.getName().startsWith("vert.x-"))
                    .toList());
            LockSupport.parkNanos(EVERY);
        }
    }

    private synchronized void note(List<Thread> loops) {
        samples.keySet().retainAll(loops);
        for (Thread loop : loops) {
            var mine = samples.computeIfAbsent(loop, none -> new ArrayDeque<>());
            mine.addLast(now(loop));
            if (mine.size() > KEPT) {
                mine.removeFirst();
            }
        }
    }

    private Sample now(Thread thread) {
        return new Sample(System.nanoTime(), threads.getThreadCpuTime(thread.threadId()));
    }

    /** Whether no thread of this name computed or waited through the last {@code millis}. */
    synchronized boolean starved(String name, long millis) {
        var named = samples.keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
        return !named.isEmpty()
                && named.stream()
                        .allMatch(thread ->
                                ready(thread) && ran(thread, millis) < TimeUnit.MILLISECONDS.toNanos(millis) / 2);
    }

    private static boolean ready(Thread thread) {
        return thread.getState() == Thread.State.RUNNABLE
                && Arrays.stream(thread.getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .noneMatch(on -> BLOCKING.stream().anyMatch(on::startsWith));
    }

    private long ran(Thread thread, long millis) {
        var now = now(thread);
        long since = now.at - TimeUnit.MILLISECONDS.toNanos(millis);
        long before = samples.getOrDefault(thread, new ArrayDeque<>()).stream()
                .filter(sample -> sample.at <= since)
                .mapToLong(Sample::ran)
                .max()
                .orElse(0);
        return now.ran - before;
    }
}
