package io.frond.bench.simulate;

import io.frond.upstream.balance.Ramp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is simulated.
 *
 * @param rate requests a second, at random moments
 * @param seconds how long
 * @param prompts how many different beginnings of prompts there are, the n-th of them asked for with a weight of
 *     {@code 1 / n}; 0 where prompts have nothing in common
 */
record Scene(
        Agenda agenda, Random random, List<Server.Kind> kinds, Ramp ramp, double rate, double seconds, int prompts) {

    /** Ten servers: one ten times slower, one down for ten seconds of every thirty. */
    static Scene ofSickServers(long seed, double seconds, Duration slowStart) {
        var kinds = new ArrayList<>(Collections.nCopies(8, Server.Kind.PLAIN));
        kinds.add(new Server.Kind(10, 50, 0, 0));
        kinds.add(new Server.Kind(1, 50, 20, 10));
        return new Scene(new Agenda(), new Random(seed), kinds, new Ramp(slowStart), 150, seconds, 0);
    }

    /** Ten servers alike, each with a cache for a tenth of what is asked for. */
    static Scene ofLongPrompts(long seed, double seconds) {
        var kinds = Collections.nCopies(10, Server.Kind.PLAIN);
        return new Scene(new Agenda(), new Random(seed), kinds, new Ramp(Duration.ZERO), 100, seconds, 500);
    }

    double pause() {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    /** By Zipf's law. */
    long prompt() {
        double harmonic = 0;
        for (int n = 1; n <= prompts; n++) {
            harmonic += 1.0 / n;
        }
        double mark = random.nextDouble() * harmonic;
        for (int n = 1; n <= prompts; n++) {
            mark -= 1.0 / n;
            if (mark < 0) {
                return n;
            }
        }
        return prompts;
    }
}
