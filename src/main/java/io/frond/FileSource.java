package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.config.Config;
import io.frond.config.ConfigFile;
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
    private volatile @Nullable Config written;
    private volatile @Nullable ConfigWatch watch;

    FileSource(ConfigFile reader, Path file, Listening listening) {
        this.reader = reader;
        this.file = file;
        this.listening = listening;
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
        var receiver = new ConfigWatch.Receiver(
                valid -> reload(wiring, valid), invalid -> LOG.error("nothing has changed:\n{}", invalid.report()));
        var started = new ConfigWatch(
                vertx, reader, List.of(file), Objects.requireNonNull(written, "read comes first"), receiver);
        watch = started;
        started.start().onFailure(failed -> LOG.debug("the first look was in vain", failed));
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
    public void close() {
        var watching = watch;
        if (watching != null) {
            watching.close();
        }
    }
}
