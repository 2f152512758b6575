package io.frond.cache;

import io.frond.model.Caller;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which keys are being answered right now. A key is in here only as long as somebody leads its flight. */
final class Flights {
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    /** Completes at once for a leader, for the others when their turn is known; on the context of the call. */
    Future<Turn> join(String key, Caller caller) {
        return join(key, "", caller).orElseThrow();
    }

    /**
     * The same for a key that does not say what is asked.
     *
     * @return empty where the key is being answered for another subject
     */
    Optional<Future<Turn>> join(String key, String subject, Caller caller) {
        var member = new Member(caller);
        while (true) {
            var flight = flights.computeIfAbsent(key, fresh -> new Flight(subject, over -> flights.remove(key, over)));
            if (!flight.subject().equals(subject)) {
                return Optional.empty();
            }
            if (flight.admits(member)) {
                return Optional.of(member.turn());
            }
            flights.remove(key, flight);
        }
    }

    /** Keys being answered. */
    int size() {
        return flights.size();
    }
}
