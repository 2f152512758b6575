package io.frond.store;

import io.frond.model.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;

/**
 * How many Fronds share a Redis. Each says every second that it is there, and counts for five seconds after its last
 * word. While Redis is away the last number stands; and as it may come back empty, a smaller number is believed only
 * after ten seconds. Closed by whoever opened it.
 */
public final class Peers {
    private static final RedisScript SCRIPT = RedisScript.resource(Peers.class, "peers.lua");
    private static final String KEY = "frond:nodes";
    private static final long EVERY_MILLIS = 1000;
    private static final String COUNTS_SECONDS = "5";
    private static final Duration DOUBT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final RedisLink link;
    private final Clock clock;
    private final String name;
    private final long timer;
    private int count = 1;
    private long confirmed;

    private Peers(Vertx vertx, RedisLink link, Clock clock, String name) {
        this.vertx = vertx;
        this.link = link;
        this.clock = clock;
        this.name = name;
        this.confirmed = clock.nanos();
        this.timer = vertx.setPeriodic(0, EVERY_MILLIS, beat -> beat());
    }

    /** @param name of this Frond, like no other's */
    public static Peers open(Vertx vertx, RedisLink link, Clock clock, String name) {
        return new Peers(vertx, link, clock, name);
    }

    private void beat() {
        SCRIPT.run(link, List.of(KEY), List.of(name, COUNTS_SECONDS)).onSuccess(reply -> {
            if (reply != null) {
                seen(reply.toInteger());
            }
        });
    }

    private synchronized void seen(int now) {
        if (now >= count || clock.since(confirmed).compareTo(DOUBT) > 0) {
            count = now;
            confirmed = clock.nanos();
        }
    }

    /** At least one: this. */
    public synchronized int count() {
        return count;
    }

    /** Says that this Frond is gone, where Redis still hears it. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return link.send(KEY, List.of(Request.cmd(Command.ZREM, KEY, name)))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
