package io.frond.testing;

import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A model provider on loopback that sends exactly the bytes it is told to, whole or broken, and records what it was
 * asked. Each request takes the next script; the last one stays for all that follow.
 */
public final class FakeProvider implements AutoCloseable {
    private final Vertx vertx;
    private final NetServer server;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();

    private FakeProvider(Vertx vertx) {
        this.vertx = vertx;
        server = vertx.createNetServer().connectHandler(this::connected);
    }

    /** Listens on a free port. Blocks: call from the test's thread. */
    public static FakeProvider start(Vertx vertx, Script... scripts) {
        return startAt(vertx, "127.0.0.1", 0, scripts);
    }

    /** Listens at another address of the loopback, or on a certain port. */
    public static FakeProvider startAt(Vertx vertx, String address, int port, Script... scripts) {
        var provider = new FakeProvider(vertx).then(scripts);
        await(provider.server.listen(port, address));
        return provider;
    }

    public int port() {
        return server.actualPort();
    }

    /** The next replies. */
    public FakeProvider then(Script... next) {
        scripts.addAll(List.of(next));
        return this;
    }

    /** Forgets the scripts that were not played, and the one that stayed. */
    public FakeProvider instead(Script... next) {
        scripts.clear();
        return then(next);
    }

    /** Forgets the requests so far. */
    public void forget() {
        requests.clear();
        exchanges.clear();
    }

    /** The endpoint's address, {@code /v1} included. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    public List<Request> requests() {
        return requests;
    }

    /** Connections that are open now. */
    public int connections() {
        return sockets.size();
    }

    /** The next request that came in, with the hand on its connection; waits for it at most ten seconds. */
    public Exchange exchange() {
        try {
            var next = exchanges.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no request came in 10 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Resets every connection and stops listening: from now on connecting is refused. */
    @Override
    public void close() {
        sockets.forEach(FakeProvider::cut);
        await(server.close());
    }

    private void connected(NetSocket socket) {
        sockets.add(socket);
        var reading = new RequestReader(request -> answer(request, socket));
        socket.handler(reading).exceptionHandler(broken -> {});
        socket.closeHandler(closed -> sockets.remove(socket));
    }

    private void answer(Request request, NetSocket socket) {
        requests.add(request);
        var exchange = new Exchange(vertx, request, socket);
        exchanges.add(exchange);
        var script = scripts.size() > 1 ? scripts.poll() : scripts.peek();
        if (script == null) {
            throw new AssertionError("the fake provider has no script");
        }
        script.play(exchange);
    }

    private static void cut(NetSocket socket) {
        var channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                var unused = channel.close();
            }
        });
    }

    private static <T> void await(Future<T> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What the provider does with one request. Runs on the provider's event loop. */
    @FunctionalInterface
    public interface Script {
        void play(Exchange exchange);

        /** One script after the other, the second after a pause. */
        default Script then(Duration pause, Script next) {
            return exchange -> {
                play(exchange);
                exchange.later(pause, () -> next.play(exchange));
            };
        }

        default Script then(Script next) {
            return exchange -> {
                play(exchange);
                next.play(exchange);
            };
        }
    }

    /**
     * A request as it came over the wire.
     *
     * @param head request line and header lines, as sent
     */
    public record Request(String head, Buffer body) {

        /** {@code POST /v1/chat/completions}. */
        public String line() {
            return head.substring(0, head.indexOf(" HTTP/"));
        }

        /** Value of a header, in any case; null where absent. */
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** One request and the connection that it came on. Thread-safe. */
    public static final class Exchange {
        private final Vertx vertx;
        private final Request request;
        private final NetSocket socket;
        private final Future<Void> closed;

        private Exchange(Vertx vertx, Request request, NetSocket socket) {
            this.vertx = vertx;
            this.request = request;
            this.socket = socket;
            var gone = Promise.<Void>promise();
            this.closed = gone.future();
            ((NetSocketInternal) socket)
                    .channelHandlerContext()
                    .channel()
                    .closeFuture()
                    .addListener(done -> gone.tryComplete());
        }

        public Request request() {
            return request;
        }

        /** Completes when the connection is gone, whoever closed it. */
        public Future<Void> closed() {
            return closed;
        }

        public Exchange send(Buffer bytes) {
            var unused = socket.write(bytes);
            return this;
        }

        public Exchange send(String text) {
            return send(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
        }

        /** The bytes as one HTTP chunk. */
        public Exchange chunk(Buffer bytes) {
            return send(Buffer.buffer(Integer.toHexString(bytes.length()) + "\r\n")
                    .appendBuffer(bytes)
                    .appendString("\r\n"));
        }

        public Exchange chunk(String text) {
            return chunk(Buffer.buffer(text));
        }

        /** The chunk that ends a body. */
        public Exchange lastChunk() {
            return send("0\r\n\r\n");
        }

        /** Closes the connection in order (FIN), after everything that was sent. */
        public void hangUp() {
            var unused = socket.write(Buffer.buffer()).onComplete(sent -> socket.close());
        }

        /** Breaks the connection off (RST). */
        public void cut() {
            FakeProvider.cut(socket);
        }

        public void pauseReading() {
            socket.pause();
        }

        /** Whether the other side has stopped reading, so that bytes pile up here. */
        public boolean full() {
            return socket.writeQueueFull();
        }

        public void later(Duration pause, Runnable what) {
            vertx.setTimer(Math.max(1, pause.toMillis()), fired -> what.run());
        }
    }
}
