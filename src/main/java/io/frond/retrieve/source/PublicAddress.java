package io.frond.retrieve.source;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Whether an address belongs to somebody on the internet, by IANA's registries of special-purpose addresses. All that
 * is not known to be public is not: this machine, private networks, addresses that stand for others.
 */
final class PublicAddress {
    /** Blocks of IPv4 that are not public: first address, bits. */
    private static final long[][] SPECIAL = {
        {0x00000000L, 8}, {0x0A000000L, 8}, {0x64400000L, 10}, {0x7F000000L, 8}, {0xA9FE0000L, 16},
        {0xAC100000L, 12}, {0xC0000000L, 24}, {0xC0000200L, 24}, {0xC0586300L, 24}, {0xC0A80000L, 16},
        {0xC6120000L, 15}, {0xC6336400L, 24}, {0xCB007100L, 24}, {0xE0000000L, 4}, {0xF0000000L, 4}
    };

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet4Address ? v4(bytes) : v6(bytes);
    }

    private static boolean v4(byte[] bytes) {
        long value = number(bytes, 0);
        for (var block : SPECIAL) {
            long rest = 32 - block[1];
            if ((value >>> rest) == (block[0] >>> rest)) {
                return false;
            }
        }
        return true;
    }

    /** Of the one block that is given out, 2000::/3, without those that hold IPv4, documentation and benchmarks. */
    private static boolean v6(byte[] bytes) {
        long front = number(bytes, 0);
        boolean given = (front >>> 29) == 1;
        boolean teredoAndOthers = (front >>> 9) == (0x20010000L >>> 9);
        boolean documentation = front == 0x20010DB8L || (front >>> 12) == 0x3FFF0;
        boolean sixToFour = (front >>> 16) == 0x2002;
        return given && !teredoAndOthers && !documentation && !sixToFour;
    }

    private static long number(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 4; i++) {
            value = (value << 8) | (bytes[i] & 0xFF);
        }
        return value;
    }
}
