package io.frond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VigilTest {
    @TempDir
    private Path here;

    @Test
    void terminationDrainsFirstAndEndsWithZero() {
        var terminal = new Terminal(here);
        terminal.then(() -> {
            terminal.signal("TERM");
            assertThat(terminal.program.drains).isOne();
            terminal.program.drained.complete();
        });
        assertThat(terminal.type("demo")).isZero();
        assertThat(terminal.out()).contains("listening");
    }

    @Test
    void aHangupReloadsAndEndsNothing() {
        var terminal = new Terminal(here);
        terminal.program.drained.complete();
        terminal.then(() -> {
            terminal.signal("HUP");
            terminal.signal("HUP");
            assertThat(terminal.program.drains).isZero();
            terminal.signal("INT");
        });
        assertThat(terminal.type("demo")).isZero();
        assertThat(terminal.program.reloads).isEqualTo(2);
    }

    @Test
    void aSecondInterruptDoesNotWaitForTheDraining() {
        var terminal = new Terminal(here);
        terminal.then(() -> {
            terminal.signal("INT");
            terminal.signal("INT");
        });
        assertThat(terminal.type("demo")).isEqualTo(130);
        assertThat(terminal.program.drains).isOne();
    }

    @Test
    void aDrainingThatFailsIsAMistakeOfFrond() {
        var terminal = new Terminal(here);
        terminal.program.drained.fail(new IllegalStateException("planted"));
        terminal.then(() -> terminal.signal("TERM"));
        assertThat(terminal.type("demo")).isEqualTo(70);
    }

    @Test
    void theSystemsSignalsArrive() throws Exception {
        var heard = new CountDownLatch(1);
        new JvmSignals().on("HUP", heard::countDown);
        var kill = new ProcessBuilder(
                        "kill", "-HUP", String.valueOf(ProcessHandle.current().pid()))
                .start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSignalThatTheSystemLacksIsLeftAlone() {
        new JvmSignals().on("NONE", () -> {});
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anEventLoopMustNotWait() throws Exception {
        var vertx = Vertx.vertx();
        var waited = vertx.<Integer>executeBlocking(() -> MainThread.await(Future.succeededFuture(1)));
        assertThatThrownBy(
                        () -> waited.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("only the main thread may wait");
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void waitingThrowsWhatTheFutureFailedWith() {
        assertThatThrownBy(() -> MainThread.await(Future.failedFuture(Failure.usage("planted"))))
                .isInstanceOf(Failure.class)
                .hasMessage("planted");
        assertThatThrownBy(() -> MainThread.await(Future.failedFuture(new Exception("checked"))))
                .hasRootCauseMessage("checked");
        assertThat(MainThread.await(Future.succeededFuture(7))).isEqualTo(7);
    }
}
