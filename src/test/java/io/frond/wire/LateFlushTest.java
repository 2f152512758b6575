package io.frond.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateFlushTest {
    private final List<String> seen = new ArrayList<>();
    private final EmbeddedChannel channel = channel("");

    @Test
    void sendsOnceAtTheEndOfTheTurnHoweverOftenItWasTold() {
        channel.eventLoop().execute(() -> {
            send(channel, "a");
            channel.pipeline().flush();
            seen.add("turn");
        });
        channel.runPendingTasks();

        assertThat(seen).containsExactly("turn", "flush");
        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void sendsWhatWaitsBeforeItCloses() {
        channel.eventLoop().execute(() -> {
            send(channel, "last word");
            var unused = channel.pipeline().close();
        });
        channel.runPendingTasks();

        assertThat(seen).containsExactly("flush", "close");
        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void sendsAtOnceWhatIsTooMuchToKeep() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 4));
        channel.eventLoop().execute(() -> {
            send(channel, "more than four");
            seen.add("turn");
        });
        channel.runPendingTasks();

        assertThat(seen).startsWith("flush", "turn");
    }

    @Test
    void theFirstOfManyConnectionsIsNotKeptWaitingByTheLast() {
        var many = new ArrayList<EmbeddedChannel>();
        channel.eventLoop().execute(() -> {
            for (int i = 0; i < 40; i++) {
                many.add(channel(i + " "));
                send(many.get(i), "x");
            }
            seen.add("turn");
        });
        channel.runPendingTasks();
        many.forEach(EmbeddedChannel::runPendingTasks);

        assertThat(seen).hasSize(41);
        assertThat(seen.indexOf("turn")).isEqualTo(32);
        assertThat(seen.subList(0, 3)).containsExactly("0 flush", "1 flush", "2 flush");
    }

    private EmbeddedChannel channel(String name) {
        var made = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                seen.add(name + "flush");
                context.flush();
            }

            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {
                seen.add(name + "close");
                var unused = context.close(promise);
            }
        });
        made.pipeline().addLast(new LateFlush());
        return made;
    }

    private static void send(EmbeddedChannel channel, String text) {
        var unused = channel.pipeline().writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
}
