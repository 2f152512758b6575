package io.frond;

import io.frond.config.Config;
import io.frond.config.ConfigFile;
import io.frond.model.Declined;
import io.vertx.core.Future;
import java.nio.file.Path;

/** What operators may do with the configuration. Where it stands in no file it can be read again at most. */
@FunctionalInterface
interface ConfigDesk {

    /** Reads again, now. Fails with a message for people where that cannot be, and nothing has changed then. */
    Future<Void> reload();

    /**
     * What Frond would make of a text in place of its configuration. Blocks. Throws {@code InvalidConfig} with every
     * fault.
     */
    default Config parse(String yaml) {
        return new ConfigFile(Plugins.names(), System::getenv).parse("body", Path.of(""), yaml);
    }

    /**
     * Puts a configuration to work and writes it where Frond reads its own. Fails, and changes nothing, where that
     * cannot be.
     *
     * @param parsed what was made of the text
     */
    default Future<Void> load(String yaml, Config parsed) {
        return Future.failedFuture(noFile());
    }

    /** The text that the last load replaced. */
    default Future<String> previous() {
        return Future.failedFuture(noFile());
    }

    private static Declined noFile() {
        return new Declined(
                409,
                "no_file",
                "Frond was started without a configuration file of yours, so there is none that could be replaced."
                        + " Start it by `frond serve FILE`.");
    }
}
