package io.frond.observe;

import io.frond.model.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Where lines leave the process, in the order in which they were given. Nobody who writes one waits for a terminal or a
 * pipe that does not read: lines are put into a buffer of bounded size, and a thread of its own writes out whatever has
 * gathered there, many lines at a time. What no longer fits is dropped and counted.
 *
 * <p>Thread-safe. A line is out a few milliseconds after it was given. Closed by {@link Logs}.
 */
public final class LogWriter implements AutoCloseable {
    static final int MOST = 4 << 20;

    private static final int USUAL = 128 << 10;
    private static final long GATHERING = Duration.ofMillis(5).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(10);

    private final OutputStream out;
    private final Clock clock;
    private final LongConsumer complaint;
    private final Thread writer = new Thread(this::run, "frond-log");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private byte[] filling = new byte[USUAL];
    private byte[] writing = new byte[USUAL];
    private int filled;
    private boolean asleep;
    private boolean closed;
    private boolean ended;
    private long dropped;
    private long mayComplain;

    private LogWriter(OutputStream out, Clock clock, LongConsumer complaint) {
        this.out = out;
        this.clock = clock;
        this.complaint = complaint;
        this.mayComplain = clock.nanos();
    }

    /**
     * @param out not closed
     * @param complaint told, on the writing thread and once in ten seconds at most, how many lines were dropped since
     *     it was last told
     */
    static LogWriter to(OutputStream out, Clock clock, LongConsumer complaint) {
        var writer = new LogWriter(out, clock, complaint);
        writer.writer.setDaemon(true);
        writer.writer.start();
        return writer;
    }

    /** Takes the first {@code length} bytes, the last of which is a line feed. The array stays the caller's. */
    public void write(byte[] line, int length) {
        lock.lock();
        try {
            if (closed || !fits(length)) {
                dropped++;
                return;
            }
            System.arraycopy(line, 0, filling, filled, length);
            filled += length;
            if (asleep) {
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(int length) {
        int needed = filled + length;
        if (needed > MOST) {
            return false;
        }
        if (needed > filling.length) {
            filling = Arrays.copyOf(filling, Math.min(MOST, Math.max(needed, 2 * filling.length)));
        }
        return true;
    }

    private void run() {
        try {
            for (int length = take(); length > 0; length = take()) {
                print(length);
                complain();
                gather();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for lines. Returns how many bytes are to be written; 0 at the end. */
    private int take() throws InterruptedException {
        lock.lock();
        try {
            while (filled == 0 && !closed) {
                asleep = true;
                something.await();
                asleep = false;
            }
            return swap();
        } finally {
            lock.unlock();
        }
    }

    /** A buffer that a burst has made large is not kept. */
    private int swap() {
        byte[] full = filling;
        filling = writing.length == USUAL ? writing : new byte[USUAL];
        writing = full;
        int length = filled;
        filled = 0;
        return length;
    }

    /** Whoever reads the lines may have gone: there is nobody to tell. */
    private void print(int length) {
        try {
            out.write(writing, 0, length);
            out.flush();
        } catch (IOException gone) {
            return;
        }
    }

    private void complain() {
        long lost;
        lock.lock();
        try {
            lost = dropped;
            if (lost == 0 || clock.nanos() - mayComplain < 0) {
                return;
            }
            dropped = 0;
        } finally {
            lock.unlock();
        }
        mayComplain = clock.nanos() + BETWEEN_COMPLAINTS.toNanos();
        complaint.accept(lost);
    }

    /** Gives the next lines time to come together: to be woken for each costs more than to write it. */
    private void gather() throws InterruptedException {
        lock.lock();
        try {
            long left = GATHERING;
            while (left > 0 && !closed) {
                left = something.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more lines and waits until those it has are out, a second at most. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            something.signalAll();
            long left = PATIENCE.toNanos();
            while (!ended && left > 0) {
                left = something.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
