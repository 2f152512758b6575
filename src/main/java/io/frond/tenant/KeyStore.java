package io.frond.tenant;

import io.frond.model.Workers;
import io.frond.store.RedisLink;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where keys are kept that are made while Frond runs. Never asked on the way of a request. Calls come one after the
 * other; {@link IssuedKeys} sees to that.
 */
public interface KeyStore {

    /** A file of this process alone. Opened by the first call, which fails where it is damaged or another Frond has it. */
    static KeyStore file(Path file, Workers workers) {
        return new FileKeyStore(file, workers);
    }

    /**
     * Shared by every Frond at this Redis.
     *
     * @param link stays the caller's to close
     */
    static KeyStore redis(RedisLink link, Workers workers) {
        return new RedisKeyStore(link, workers);
    }

    /** Whether others can change what is kept, so that it must be looked at again and again. */
    boolean shared();

    /** Everything that is kept, if it may have changed since this was last asked. */
    Future<Optional<List<IssuedKey>>> changes();

    /** Adds these keys and replaces those of the same digest, all or none. On disk, or at Redis, when it completes. */
    Future<Void> put(Collection<IssuedKey> keys);

    /** The same for the end of a key. */
    Future<Void> remove(IssuedKey key);

    /** Takes no more calls. */
    Future<Void> close();
}
