package io.frond.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogWriterTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final List<Long> complaints = new CopyOnWriteArrayList<>();
    private final Gate gate = new Gate();

    @Test
    void aLineIsOutWithoutAnotherOneAfterIt() {
        try (var writer = open(gate)) {
            say(writer, "one");
            Eventually.within(SOON, () -> assertThat(gate.lines()).containsExactly("one"));
            say(writer, "two");
            Eventually.within(SOON, () -> assertThat(gate.lines()).containsExactly("one", "two"));
        }
    }

    @Test
    void everyThreadsLinesKeepTheirOrderAndNoneIsLost() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        try (var writer = open(gate)) {
            for (int t = 0; t < 4; t++) {
                int me = t;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        say(writer, me + " " + i);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        var lines = gate.lines();
        assertThat(lines).hasSize(20_000);
        for (int t = 0; t < 4; t++) {
            String mine = t + " ";
            assertThat(lines.stream().filter(line -> line.startsWith(mine)).map(line -> line.substring(2)))
                    .isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
        }
    }

    @Test
    void closingWritesWhatIsThereAndTakesNoMore() {
        var writer = open(gate);
        for (int i = 0; i < 1_000; i++) {
            say(writer, "line " + i);
        }
        writer.close();
        say(writer, "too late");

        assertThat(gate.lines()).hasSize(1_000).last().isEqualTo("line 999");
    }

    @Test
    void aReaderThatDoesNotReadHoldsUpNobodyAndWhatDoesNotFitIsCounted() {
        var many = "x".repeat(1023);
        int fitting = LogWriter.MOST / 1024;
        try (var writer = open(gate)) {
            gate.shut();
            say(writer, "first");
            Eventually.within(SOON, () -> assertThat(gate.waiting()).isTrue());
            for (int i = 0; i < fitting + 7; i++) {
                say(writer, many);
            }
            gate.open();
            Eventually.within(SOON, () -> assertThat(complaints).containsExactly(7L));
            Eventually.within(SOON, () -> assertThat(gate.lines()).hasSize(1 + fitting));
        }
    }

    @Test
    void whatWasDroppedIsToldOnceInTenSeconds() {
        var tooLong = "x".repeat(LogWriter.MOST);
        try (var writer = open(gate)) {
            say(writer, tooLong);
            say(writer, "one");
            Eventually.within(SOON, () -> assertThat(complaints).containsExactly(1L));
            say(writer, tooLong);
            say(writer, "two");
            Eventually.within(SOON, () -> assertThat(gate.lines()).contains("two"));
            clock.advance(Duration.ofSeconds(11));
            say(writer, tooLong);
            say(writer, "three");
            Eventually.within(SOON, () -> assertThat(complaints).containsExactly(1L, 2L));
        }
    }

    @Test
    void linesGoOnBeingTakenWhenTheirReaderHasGone() {
        var writer = open(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        });
        say(writer, "one");
        say(writer, "two");
        writer.close();

        assertThat(complaints).isEmpty();
    }

    private LogWriter open(OutputStream out) {
        return LogWriter.to(out, clock, complaints::add);
    }

    private static void say(LogWriter writer, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        writer.write(bytes, bytes.length);
    }

    /** A stream that its reader may leave unread for a while. */
    private static final class Gate extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile CountDownLatch closed = new CountDownLatch(0);
        private volatile boolean waiting;

        void shut() {
            closed = new CountDownLatch(1);
        }

        void open() {
            closed.countDown();
        }

        boolean waiting() {
            return waiting;
        }

        synchronized List<String> lines() {
            return written.toString(StandardCharsets.UTF_8).lines().toList();
        }

        @Override
        public void write(int b) {
            throw new AssertionError("many bytes at a time");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            waiting = true;
            try {
                assertThat(closed.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            waiting = false;
            synchronized (this) {
                written.write(bytes, from, length);
            }
        }
    }
}
