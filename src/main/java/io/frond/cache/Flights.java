package io.frond.cache;

import io.frond.model.Caller;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which keys are being answered right now. A key is in here only as long as somebody leads its flight. */
final class Flights {
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    /** Completes at once for a leader, for the others when their turn is known; on the context of the call. */
    Future<Turn> join(String key, Caller caller) {
        var member = new Member(caller);
        while (true) {
            var flight = flights.computeIfAbsent(key, fresh -> new Flight(over -> flights.remove(key, over)));
            if (flight.admits(member)) {
                return member.turn();
            }
            flights.remove(key, flight);
        }
    }

    /** Keys being answered. */
    int size() {
        return flights.size();
    }
}
