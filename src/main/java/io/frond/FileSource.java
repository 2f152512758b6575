package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.config.ConfigStore;
import io.frond.config.ConfigWatch;
import io.frond.config.InvalidConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration file, read again when it changes. */
final class FileSource implements ConfigSource {
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

    private final ConfigFile reader;
    private final Path file;
    private final Listening listening;
    private final boolean shipped;
    private volatile @Nullable Loading loading;
    private volatile @Nullable Config written;
    private volatile @Nullable ConfigWatch watch;

    FileSource(ConfigFile reader, Path file, Listening listening) {
        this(reader, file, listening, false);
    }

    private FileSource(ConfigFile reader, Path file, Listening listening, boolean shipped) {
        this.reader = reader;
        this.file = file;
        this.listening = listening;
        this.shipped = shipped;
    }

    /** A file of Frond's own, which operators do not write. */
    static FileSource shipped(ConfigFile reader, Path file, Listening listening) {
        return new FileSource(reader, file, listening, true);
    }

    @Override
    public Config read() {
        try {
            var found = reader.read(List.of(file));
            written = found;
            return Addresses.over(found, listening);
        } catch (InvalidConfig invalid) {
            throw Failure.config(invalid.report());
        }
    }

    @Override
    public void follow(Vertx vertx, Wiring wiring) {
        var receiver = new ConfigWatch.Receiver(valid -> reload(wiring, valid), invalid -> refused(wiring, invalid));
        var started = new ConfigWatch(
                vertx, reader, List.of(file), Objects.requireNonNull(written, "read comes first"), receiver);
        watch = started;
        loading = shipped ? null : new Loading(vertx, new ConfigStore(file), started);
        started.start().onFailure(failed -> LOG.debug("the first look was in vain", failed));
    }

    private static void refused(Wiring wiring, InvalidConfig invalid) {
        wiring.foundation().metrics.reloaded(false);
        LOG.error("nothing has changed:\n{}", invalid.report());
    }

    private Future<Void> reload(Wiring wiring, Config valid) {
        return Future.<Void>future(promise ->
                        wiring.reload(Addresses.over(valid, listening)).onComplete(promise))
                .onFailure(failed -> LOG.error("the new configuration could not be put to work", failed));
    }

    @Override
    public Future<Void> reload() {
        var watching = watch;
        return watching == null
                ? Future.failedFuture("The configuration is being read for the first time.")
                : watching.reload().mapEmpty();
    }

    @Override
    public Config parse(String yaml) {
        var folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        return reader.parse("body", folder, yaml);
    }

    @Override
    public Future<Void> load(String yaml, Config parsed) {
        var desk = loading;
        return desk == null ? ConfigSource.super.load(yaml, parsed) : desk.load(yaml, parsed);
    }

    @Override
    public Future<String> previous() {
        var desk = loading;
        return desk == null ? ConfigSource.super.previous() : desk.previous();
    }

    @Override
    public void close() {
        var watching = watch;
        if (watching != null) {
            watching.close();
        }
    }
}
