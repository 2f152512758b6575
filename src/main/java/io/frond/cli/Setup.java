package io.frond.cli;

import io.frond.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the configuration comes from. */
public sealed interface Setup {

    /** A file, read again when it changes and at SIGHUP. */
    record File(Path path) implements Setup {}

    /**
     * No file: everything by default, in front of one model service.
     *
     * @param url up to and including {@code /v1}
     * @param key sent as a bearer token; null sends none
     */
    record Backend(URI url, @Nullable Secret key) implements Setup {}
}
