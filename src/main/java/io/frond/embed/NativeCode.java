package io.frond.embed;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The door to ONNX Runtime. Its library frees its own state when the process exits, also under a thread that is still
 * computing, and that ends in a crash report instead of an exit code. So the exit waits until nobody is inside, a second
 * at most, and whoever comes later is kept out.
 */
final class NativeCode {
    private static final long PATIENCE_SECONDS = 1;
    private static final ReadWriteLock DOOR = new ReentrantReadWriteLock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(NativeCode::shut, "frond-native-exit"));
    }

    private NativeCode() {}

    static <T> T run(Callable<T> work) throws Exception {
        DOOR.readLock().lock();
        try {
            return work.call();
        } finally {
            DOOR.readLock().unlock();
        }
    }

    /** Not opened again: the process ends. */
    private static void shut() {
        try {
            var unused = DOOR.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
