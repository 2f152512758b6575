package io.frond.http;

import io.frond.gateway.Gateway;
import io.frond.model.Arrival;
import io.frond.model.Ask;
import io.frond.model.Operation;
import io.frond.model.Reason;
import io.frond.model.Refused;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What ends at a model service: hands the request to the gateway and its reply to the relay. Owned by one event loop.
 *
 * <p>The body is paused before anything else happens: a stranger's is never read, and a friend's not lost while a step
 * takes its time. What runs is remembered until its last byte has gone, so that a stop can end it with a word.
 */
final class ModelCalls {
    private final Supplier<Gateway> gateways;
    private final AskReader reader;
    private final Draining draining;
    private final Turnstile turnstile;
    private final Set<Exchange> running = new LinkedHashSet<>();

    ModelCalls(Supplier<Gateway> gateways, AskReader reader, Draining draining, Turnstile turnstile) {
        this.gateways = gateways;
        this.reader = reader;
        this.draining = draining;
        this.turnstile = turnstile;
    }

    /** @param pathModel the model that the path names; empty where it names none */
    void answer(Exchange exchange, Operation operation, String pathModel) {
        exchange.request().pause();
        var arrival = arrival(exchange, operation, () -> reader.read(exchange, operation, pathModel));
        enter(exchange, gateway -> gateway.answer(arrival, exchange.journal()));
    }

    /** The same for what Frond itself answers; forms are left unread. */
    void answer(Exchange exchange, Operation operation, Resources own) {
        var request = exchange.request();
        request.pause();
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean form = type != null && FormModel.isForm(type);
        var arrival = arrival(
                exchange,
                operation,
                () -> form ? reader.unread(exchange, operation) : reader.read(exchange, operation, ""));
        enter(
                exchange,
                gateway -> gateway.answer(
                        arrival,
                        exchange.journal(),
                        (tenant, ask) -> own.answer(new Resources.Request(tenant, ask, request))));
    }

    private static Arrival arrival(Exchange exchange, Operation operation, Supplier<Future<Ask>> read) {
        return new Arrival(Credentials.take(exchange.request().headers()), operation, exchange.caller(), read);
    }

    private void enter(Exchange exchange, Function<Gateway, Future<Reply>> story) {
        if (!draining.enter()) {
            throw stopping();
        }
        running.add(exchange);
        exchange.afterwards(() -> ended(exchange));
        turnstile.pass(() -> begin(exchange, story));
    }

    private void begin(Exchange exchange, Function<Gateway, Future<Reply>> story) {
        story.apply(gateways.get()).onComplete(result -> exchange.onLoop(() -> Relay.answer(exchange, result)));
    }

    /** Ends what still runs, each with an error that its client can read. */
    void interrupt() {
        for (Exchange exchange : List.copyOf(running)) {
            exchange.interrupt(stopping());
        }
    }

    static Refused stopping() {
        return Refused.of(Reason.DRAINING, "This gateway is being stopped.");
    }

    private void ended(Exchange exchange) {
        running.remove(exchange);
        draining.leave();
    }
}
