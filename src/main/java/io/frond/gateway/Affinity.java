package io.frond.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.frond.model.Ask;
import io.frond.model.Call;
import io.frond.model.Clock;
import io.frond.model.Reply;
import io.frond.model.Route;
import io.frond.model.Tenant;
import io.frond.model.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint keeps which response or conversation: whoever goes on from one must come back to where it is kept.
 *
 * <p>Per tenant, so that an id of one says nothing to another. In memory, bounded, for as long as OpenAI keeps
 * responses; what is not known here goes where the configuration says, and that service may know it. Thread-safe.
 */
public final class Affinity {
    private static final int MOST = 200_000;
    private static final Duration KEPT = Duration.ofDays(30);

    private final Cache<Id, Home> homes;

    /**
     * @param endpoint the endpoint's name
     * @param asked the backend that the request was meant for; another than this one where that could not answer
     */
    private record Home(String backend, String endpoint, String asked) {}

    private record Id(String tenant, String id) {}

    public Affinity(Clock clock) {
        homes = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(clock::nanos)
                .executor(Runnable::run)
                .build();
    }

    /** What is certain of a request that names no model but something kept; null where nothing is. */
    @Nullable
    Verdict verdict(Tenant tenant, Ask ask) {
        var home = ask.fields().model().isEmpty() ? home(tenant, ask) : null;
        return home == null ? null : Verdict.certain(home.backend, "affinity", kept(home));
    }

    /** The same route, or another where what the request goes on from is kept at another backend. */
    Route keep(Tenant tenant, Ask ask, Route route) {
        var home = home(tenant, ask);
        return home == null || home.backend.equals(route.backend())
                ? route
                : new Route.Direct(home.backend, home.backend, List.of(kept(home)));
    }

    /** The same call, held to the endpoint that keeps what it goes on from. */
    Call held(Tenant tenant, Call call) {
        var home = home(tenant, call.ask());
        return home == null ? call : call.at(home.endpoint);
    }

    /** Takes note of where the answer is kept, and of where a conversation that began elsewhere goes on. */
    Reply learn(Tenant tenant, Call call, Reply reply) {
        var served = reply.served();
        if (served != null && !served.kept().isEmpty()) {
            var home =
                    new Home(served.backend(), served.endpoint(), call.route().backend());
            homes.put(new Id(tenant.name(), served.kept()), home);
            var before = call.ask().continues();
            if (before != null) {
                homes.put(new Id(tenant.name(), before), home);
            }
        }
        return reply;
    }

    private @Nullable Home home(Tenant tenant, Ask ask) {
        var id = ask.continues();
        var home = id == null ? null : homes.getIfPresent(new Id(tenant.name(), id));
        return home == null || !tenant.backends().contains(home.asked) ? null : home;
    }

    private static String kept(Home home) {
        return "goes on from what " + home.endpoint + " keeps";
    }
}
