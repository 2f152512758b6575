package io.frond.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is asked of every target. */
@SuppressWarnings("ImmutableEnumChecker") // its records hold numbers and texts, and no library is there to say so
enum Case {
    SMALL(
            "300 B request, 600 B answer at once; 32 connections as fast as they go",
            Load.closed(32),
            Body.plain(300, 0)),
    LAT20(
            "the same at a fixed 1,000 requests/s, behind a model that takes 20 ms",
            Load.open(256, 1_000),
            Body.plain(300, 20)),
    CTX64K("64 KiB prompt, answered at once; 16 connections", Load.closed(16), Body.plain(64 << 10, 0)),
    CTX1M("1 MiB prompt, answered at once; 8 connections", Load.closed(8), Body.plain(1 << 20, 0)),
    SSEBURST("streams of 100 chunks back to back, 16 at a time", Load.streams(16, 1), Body.stream(100, 0)),
    SSE500(
            "500 streams at a time, 50 chunks 10 ms apart: 50,000 chunks/s asked for",
            Load.streams(500, 1),
            Body.stream(50, 10)),
    HELD2K(
            "2,000 streams held at a time, all begun at once, 25 chunks 200 ms apart: 10,000 chunks/s asked for",
            Load.streams(2_000, 6),
            Body.stream(25, 200));

    final String about;
    final Load load;
    final Body body;

    Case(String about, Load load, Body body) {
        this.about = about;
        this.load = load;
        this.body = body;
    }

    /**
     * How the load tool is to ask.
     *
     * @param rate requests a second; 0 where the answers set the pace
     * @param lead seconds before it counts
     */
    record Load(String mode, int connections, int rate, int lead) {
        static Load closed(int connections) {
            return new Load("closed", connections, 0, 1);
        }

        static Load open(int connections, int rate) {
            return new Load("open", connections, rate, 1);
        }

        static Load streams(int connections, int lead) {
            return new Load("stream", connections, 0, lead);
        }
    }

    static Case named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no case \"" + name + "\"; there are " + Arrays.toString(values())));
    }

    static List<Case> all() {
        return List.of(values());
    }

    boolean streams() {
        return body.chunks() > 0;
    }

    /** What costs are counted by. */
    String unit() {
        return streams() ? "chunk" : "request";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
