package io.frond.store;

import io.frond.config.HostPort;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which master of a cluster has which keys, as far as is known. Immutable. */
final class Slots {
    static final Slots UNKNOWN = new Slots(new HostPort[0]);

    private static final int COUNT = 16_384;
    /** CRC-16/XMODEM, by which a cluster spreads keys. */
    private static final int POLYNOMIAL = 0x1021;

    private final @Nullable HostPort[] masters;

    private Slots(@Nullable HostPort[] masters) {
        this.masters = masters;
    }

    /**
     * What {@code CLUSTER SLOTS} says.
     *
     * @param asked who said so; its host stands where none is named
     */
    static Slots of(Response reply, HostPort asked) {
        var masters = new HostPort[COUNT];
        for (Response range : reply) {
            var at = range.get(2);
            var host = at.get(0) == null ? "" : at.get(0).toString();
            var master = new HostPort(
                    host.isEmpty() || host.equals("?") ? asked.host() : host,
                    at.get(1).toInteger());
            Arrays.fill(masters, range.get(0).toInteger(), range.get(1).toInteger() + 1, master);
        }
        return new Slots(masters);
    }

    /** The same, but for one slot. */
    Slots moved(int slot, HostPort to) {
        if (!known()) {
            return this;
        }
        var changed = masters.clone();
        changed[slot] = to;
        return new Slots(changed);
    }

    boolean known() {
        return masters.length > 0;
    }

    /** Null where nobody has the slot. */
    @Nullable
    HostPort master(int slot) {
        return masters[slot];
    }

    Set<HostPort> masters() {
        var all = new LinkedHashSet<HostPort>();
        for (var master : masters) {
            if (master != null) {
                all.add(master);
            }
        }
        return all;
    }

    /** Of what stands between the first braces of a key, or of the whole key. */
    static int of(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        var tag = open >= 0 && close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte b : tag.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
        }
        return (crc & 0xffff) % COUNT;
    }
}
