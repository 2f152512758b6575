package io.frond.upstream;

import io.frond.config.BackendConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a backend now, in the order of the configuration. Where the DNS says which there are, they come and
 * go: one that vanishes gets no new calls, finishes those it has, and is then forgotten.
 *
 * <p>A request reads the list once and keeps what it has read. Thread-safe.
 */
final class Endpoints {
    private static final long LOOK_MILLIS = 100;

    private final Surroundings around;
    private final Function<Site, Endpoint> maker;
    private final Lookup lookup;
    private final Standing.Order order;
    private final List<Discovery> discoveries = new ArrayList<>();
    /** By the place of the configured endpoint. Guarded by this. */
    private final List<List<Endpoint>> slots = new ArrayList<>();

    private final Numbers numbers = new Numbers();
    private volatile List<Endpoint> now = List.of();
    private boolean closed;

    /** @param maker builds the endpoint at a site, with what is known of it already */
    Endpoints(Surroundings around, Lookup lookup, Standing.Order order, Function<Site, Endpoint> maker) {
        this.around = around;
        this.lookup = lookup;
        this.order = order;
        this.maker = maker;
    }

    /** @param before those of the backend that was here until now; what it has found is not looked for again */
    void open(BackendConfig config, @Nullable Endpoints before) {
        numbers.begin(before == null ? null : before.numbers);
        for (var at : config.endpoints()) {
            var name = config.name() + "#" + numbers.of(at.url());
            slots.add(List.of());
            if (config.watch().discovers()) {
                discover(new Discovery(name, at, config.watch().discover(), lookup), before);
            } else {
                settle(slots.size() - 1, List.of(Site.of(name, at)));
            }
        }
    }

    private void discover(Discovery discovery, @Nullable Endpoints before) {
        int slot = slots.size() - 1;
        discoveries.add(discovery);
        settle(slot, discovery.begin(before == null ? null : before.like(discovery)));
        discovery.follow(around, sites -> settle(slot, sites));
    }

    private @Nullable Discovery like(Discovery other) {
        return discoveries.stream().filter(other::isLike).findFirst().orElse(null);
    }

    private synchronized void settle(int slot, List<Site> sites) {
        if (closed) {
            return;
        }
        var before = slots.get(slot);
        var after = sites.stream().map(site -> standing(before, site)).toList();
        slots.set(slot, after);
        now = slots.stream().flatMap(List::stream).toList();
        before.stream().filter(one -> !after.contains(one)).forEach(this::dismiss);
    }

    private Endpoint standing(List<Endpoint> known, Site site) {
        var same = known.stream().filter(one -> one.name().equals(site.name())).findFirst();
        same.ifPresent(one -> one.stand(site));
        return same.orElseGet(() -> maker.apply(site));
    }

    private void dismiss(Endpoint endpoint) {
        endpoint.leave();
        order.left(endpoint.standing());
        around.vertx().setPeriodic(LOOK_MILLIS, timer -> {
            if (endpoint.isIdle()) {
                around.vertx().cancelTimer(timer);
                endpoint.forget();
            }
        });
    }

    /** At least one. */
    List<Endpoint> now() {
        return now;
    }

    Optional<Endpoint> at(String address) {
        return now.stream().filter(one -> one.address().equals(address)).findFirst();
    }

    /** They stay as they are. */
    synchronized void stopWatching() {
        closed = true;
        discoveries.forEach(Discovery::close);
        now.forEach(Endpoint::stopWatching);
        lookup.close();
    }

    void close() {
        stopWatching();
        now.forEach(Endpoint::close);
    }
}
