package io.frond.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.frond.testing.Eventually;
import io.frond.testing.FakeClock;
import io.frond.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
class RedisLinkTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final RedisServer server = RedisServer.start();
    private final FakeClock clock = new FakeClock();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        logger().setLevel(null);
        server.close();
    }

    @Test
    void repliesComeInTheOrderOfTheCommands(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), PATIENT);

        var replies = link.send("a", List.of(set("a", "1"), get("a"), get("absent")));

        assertThat(replies.toCompletionStage().toCompletableFuture().get(10, SECONDS))
                .extracting(reply -> reply == null ? null : reply.toString())
                .containsExactly("OK", "1", null);
    }

    @Test
    void aRefusedCommandFailsAloneAndTheConnectionStays(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), PATIENT);
        ask(link, set("a", "text"));

        assertThatThrownBy(() -> ask(link, Request.cmd(Command.INCR, "a"))).hasMessageContaining("not an integer");
        assertThatThrownBy(() -> ask(link, Request.cmd(Command.INCR, "a"))).hasMessageContaining("not an integer");
        assertThat(ask(link, get("a"))).isEqualTo("text");
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("refuses a command"));
    }

    @Test
    void whileTheServerIsDownCommandsFailAtOnceAndItIsSaidOnceInTenSeconds(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), PATIENT);
        ask(link, set("a", "1"));
        server.kill();
        for (int i = 0; i < 40; i++) {
            assertThatThrownBy(() -> ask(link, get("a"))).isInstanceOf(ExecutionException.class);
            clock.advance(Duration.ofMillis(200));
        }
        assertThat(log.list).hasSize(1);

        clock.advance(Duration.ofSeconds(10));
        assertThatThrownBy(() -> ask(link, get("a"))).isInstanceOf(ExecutionException.class);

        Eventually.within(PATIENT, () -> assertThat(log.list).hasSize(2));
        assertThat(log.list.get(0).getFormattedMessage()).contains("Redis does not answer");
    }

    @Test
    void duringAPauseNothingIsTried(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), PATIENT);
        server.kill();
        assertThatThrownBy(() -> ask(link, get("a"))).isInstanceOf(ExecutionException.class);
        server.restart();

        assertThatThrownBy(() -> ask(link, get("a"))).hasCauseInstanceOf(RedisLink.Unreachable.class);
        clock.advance(Pauses.FIRST);

        eventually(link, set("a", "1"), "OK");
    }

    @Test
    void theServerIsUsedAgainSoonAfterItIsBack(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), PATIENT);
        ask(link, set("a", "1"));
        server.kill();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> ask(link, get("a"))).isInstanceOf(ExecutionException.class);
            clock.advance(Pauses.LONGEST);
        }
        server.restart();

        eventually(link, set("a", "2"), "OK");
        assertThat(log.list).last().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("again"));
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeoutAndAfterThreeOfThemDropped(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), Duration.ofMillis(100));
        ask(link, set("a", "1"));
        server.freeze();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask(link, get("a"))).hasMessageContaining("Timeout 100");
        }

        assertThatThrownBy(() -> ask(link, get("a"))).hasCauseInstanceOf(RedisLink.Unreachable.class);
        server.thaw();
        clock.advance(Pauses.FIRST);

        eventually(link, get("a"), "1");
    }

    @Test
    void aConnectionThatTakesLongerThanCommandsMayComesAboutAllTheSame(Vertx vertx) throws Exception {
        var far = vertx.createNetServer()
                .connectHandler(socket -> {
                    socket.pause();
                    vertx.setTimer(400, later -> through(vertx, socket));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, SECONDS);
        var link = RedisLink.open(vertx, RedisServer.at(far.actualPort()), clock, new Random(1), Duration.ofMillis(50));
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> ask(link, get("a"))).hasMessageContaining("Timeout 50");
        }

        eventually(link, set("a", "1"), "OK");
    }

    /** After a loss commands fail until the new connection stands. */
    private void eventually(RedisLink link, Request command, String answer) {
        Eventually.within(PATIENT, () -> {
            try {
                assertThat(ask(link, command)).isEqualTo(answer);
            } catch (Exception notYet) {
                clock.advance(Pauses.LONGEST.dividedBy(100));
                throw new AssertionError(notYet);
            }
        });
    }

    private void through(Vertx vertx, NetSocket socket) {
        vertx.createNetClient()
                .connect(Integer.parseInt(server.url().replaceAll(".*:", "")), "127.0.0.1")
                .onSuccess(there -> {
                    socket.handler(there::write);
                    there.handler(socket::write);
                    socket.resume();
                });
    }

    @Test
    void aClosedLinkRefuses(Vertx vertx) throws Exception {
        var link = RedisLink.open(vertx, server.config(), clock, new Random(1), PATIENT);
        ask(link, set("a", "1"));
        link.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);

        assertThatThrownBy(() -> ask(link, get("a"))).hasCauseInstanceOf(RedisLink.Unreachable.class);
    }

    @CanIgnoreReturnValue
    private static String ask(RedisLink link, Request command) throws Exception {
        var replies = link.send("a", List.of(command)).toCompletionStage().toCompletableFuture();
        return Objects.requireNonNull(replies.get(10, SECONDS).get(0)).toString();
    }

    private static Request get(String key) {
        return Request.cmd(Command.GET, key);
    }

    private static Request set(String key, String value) {
        return Request.cmd(Command.SET, key, value);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(RedisLink.class);
    }
}
