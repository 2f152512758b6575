package io.frond.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals through {@code sun.misc.Signal}, the only way there is: a shutdown hook comes too late to end with 0 and
 * never hears SIGHUP. By reflection, since the compiler warns of every use and offers no way to agree.
 */
final class JvmSignals implements Signals {
    private static final Logger LOG = LoggerFactory.getLogger(JvmSignals.class);

    @Override
    public void on(String name, Runnable reaction) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var reacting = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        reaction.run();
                        return null;
                    });
            var installed = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), reacting);
            LOG.trace("{} was {}", name, installed);
        } catch (ReflectiveOperationException e) {
            LOG.debug("signal {} cannot be handled here", name, e);
        }
    }
}
