package io.frond;

import io.frond.cli.Failure;
import io.frond.cli.Listening;
import io.frond.cli.Setup;
import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.config.InvalidConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** No file: the address of one model, all else by default. */
final class AddressSource implements ConfigSource {
    private final ConfigFile reader;
    private final Setup.Backend backend;
    private final Listening listening;

    AddressSource(ConfigFile reader, Setup.Backend backend, Listening listening) {
        this.reader = reader;
        this.backend = backend;
        this.listening = listening;
    }

    @Override
    public Config read() {
        try {
            var key = backend.key();
            return Addresses.over(
                    reader.ofBackend(backend.url().toString(), key == null ? null : key.value()), listening);
        } catch (InvalidConfig invalid) {
            throw Failure.config(invalid.report());
        }
    }

    @Override
    public void follow(Vertx vertx, Wiring wiring) {}

    @Override
    public Future<Void> reload() {
        return Future.failedFuture("There is no file to read again: Frond was started with the address of a model.");
    }

    @Override
    public Config parse(String yaml) {
        return reader.parse("body", Path.of("").toAbsolutePath(), yaml);
    }

    @Override
    public void close() {}
}
