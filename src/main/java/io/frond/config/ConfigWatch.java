package io.frond.config;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when a file of it changes, or when told to.
 *
 * <p>All or nothing: a valid configuration that differs from the running one is handed over whole, an invalid one
 * changes nothing and its faults go to the other consumer. Twice a second the modification time and size of every file
 * that the last reading touched are looked at, examples and secrets too; a file that is still being written is waited
 * for until it rests for one look. Looking and reading happen on a worker, both consumers and all state belong to the
 * context that made the watch.
 */
public final class ConfigWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final long EVERY_MILLIS = 500;
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Context context;
    private final ConfigFile reader;
    private final List<Path> files;
    private final Receiver receiver;
    private volatile Config running;
    private Set<Path> watched;
    private Map<Path, String> known = Map.of();
    private @Nullable Map<Path, String> moving;
    private boolean looking;
    private long timer = NONE;
    private volatile boolean closed;

    /**
     * Where the outcome goes.
     *
     * @param valid puts it to work; where that fails, the same configuration is tried again at the next reading
     */
    public record Receiver(Function<Config, Future<Void>> valid, Consumer<InvalidConfig> invalid) {}

    private record Fresh(ConfigFile.Reading reading, Map<Path, String> state) {}

    /** @param running what the program was started with */
    public ConfigWatch(Vertx vertx, ConfigFile reader, List<Path> files, Config running, Receiver receiver) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.reader = reader;
        this.files = List.copyOf(files);
        this.running = running;
        this.receiver = receiver;
        this.watched = Set.copyOf(files);
    }

    /** Reads once, so that nothing is missed that changed since the program started, and looks from then on. */
    public Future<Boolean> start() {
        return reload().onComplete(done -> timer = closed ? NONE : vertx.setPeriodic(EVERY_MILLIS, tick -> look()));
    }

    /** Reads now; gives whether another configuration is at work. Fails with {@link InvalidConfig}, or as the receiver does. */
    public Future<Boolean> reload() {
        Promise<Boolean> done = Promise.promise();
        context.runOnContext(go -> read().onComplete(done));
        return done.future();
    }

    /**
     * Puts a configuration to work that was not read from the files, and then stores it there. Where either cannot be
     * done the one before goes on, and the future fails as the receiver or the store did.
     *
     * @param store runs on a worker; from then on reading gives this configuration
     */
    public Future<Void> put(Config config, Callable<Void> store) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(go -> putNow(config, store).onComplete(done));
        return done.future();
    }

    private Future<Void> putNow(Config config, Callable<Void> store) {
        Config before = running;
        return receiver.valid
                .apply(config)
                .compose(atWork -> context.executeBlocking(store).recover(failed -> back(before, failed)))
                .onSuccess(stored -> running = config);
    }

    private Future<Void> back(Config before, Throwable failed) {
        return receiver.valid.apply(before).transform(again -> Future.failedFuture(failed));
    }

    private Future<Boolean> read() {
        Set<Path> before = watched;
        return context.executeBlocking(() -> fresh(before)).compose(this::take);
    }

    /** The state of the files is noted before they are read, so that a change in between is seen at the next look. */
    private Fresh fresh(Set<Path> before) {
        var state = new HashMap<>(stateOf(before));
        ConfigFile.Reading reading = reader.load(files);
        stateOf(reading.touched()).forEach(state::putIfAbsent);
        state.keySet().retainAll(reading.touched());
        return new Fresh(reading, state);
    }

    private Future<Boolean> take(Fresh fresh) {
        watched = fresh.reading.touched();
        known = fresh.state;
        return switch (fresh.reading) {
            case ConfigFile.Reading.Good good -> take(good.config());
            case ConfigFile.Reading.Bad bad -> {
                receiver.invalid.accept(bad.faults());
                yield Future.failedFuture(bad.faults());
            }
        };
    }

    private Future<Boolean> take(Config config) {
        if (config.equals(running)) {
            return Future.succeededFuture(false);
        }
        return receiver.valid.apply(config).map(atWork -> {
            running = config;
            return true;
        });
    }

    private void look() {
        if (!looking) {
            looking = true;
            Set<Path> these = watched;
            context.executeBlocking(() -> stateOf(these))
                    .compose(this::compare)
                    .onFailure(failed -> LOG.debug("not taken over", failed))
                    .onComplete(done -> looking = false);
        }
    }

    private Future<Boolean> compare(Map<Path, String> now) {
        boolean rests = now.equals(moving);
        moving = now.equals(known) || rests ? null : now;
        return rests && !now.equals(known) && !closed ? read() : Future.succeededFuture(false);
    }

    private static Map<Path, String> stateOf(Set<Path> files) {
        var state = new HashMap<Path, String>();
        files.forEach(file -> state.put(file, stateOf(file)));
        return state;
    }

    private static String stateOf(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            // a folder's own time moves with every document in it, which is no concern of the configuration
            return now.isDirectory() ? "folder" : now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (IOException e) {
            return "absent";
        }
    }

    @Override
    public void close() {
        closed = true;
        context.runOnContext(go -> {
            boolean unused = vertx.cancelTimer(timer);
        });
    }
}
