package io.frond.soak;

import io.frond.faults.ChatClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients that each ask one thing after the other, streamed or not; now and then one leaves within its answer. */
final class Crowd {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODEL = "main";

    private final URI frond;
    private final Tally tally;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> clients = new ArrayList<>();

    Crowd(URI frond, Tally tally) {
        this.frond = frond;
        this.tally = tally;
    }

    /** @param leaves whether some of them leave early */
    void come(int count, long seed, boolean leaves) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            var own = random.split();
            var name = "c" + seed + "-" + i;
            clients.add(Thread.ofVirtual().name(name).start(() -> ask(name, own, leaves)));
        }
    }

    private void ask(String name, SplittableRandom random, boolean leaves) {
        try (var client = new ChatClient(frond, PATIENCE)) {
            for (int i = 0; !restedFor(random.nextInt(100)); i++) {
                var nonce = name + "-" + i;
                if (leaves && random.nextInt(20) == 0) {
                    client.leave(MODEL, nonce, random.nextInt(20));
                    tally.left();
                } else {
                    tally.heard(nonce, client.ask(MODEL, nonce, random.nextInt(4) > 0));
                }
            }
        } catch (AssertionError | RuntimeException noAnswer) {
            tally.wrong(noAnswer + ", by " + noAnswer.getCause());
        }
    }

    private boolean restedFor(int millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets every client hear its last answer. */
    void go() {
        over.countDown();
        for (Thread client : clients) {
            try {
                if (!client.join(PATIENCE.multipliedBy(2))) {
                    tally.wrong(client.getName() + " still waits for the end of an answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
