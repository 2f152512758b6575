package io.frond.faults;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Takes in every byte of a body that arrives, also those right before its connection breaks, which a stream to read from
 * may lose.
 */
final class Taking implements BodySubscriber<Taking> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Taking> over = new CompletableFuture<>();
    private long firstAt;
    private boolean broken;

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        if (firstAt == 0) {
            firstAt = System.nanoTime();
        }
        for (ByteBuffer piece : pieces) {
            var copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(Throwable why) {
        broken = true;
        over.complete(this);
    }

    @Override
    public void onComplete() {
        over.complete(this);
    }

    @Override
    public CompletionStage<Taking> getBody() {
        return over;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Whether the connection broke before the body was over. */
    boolean broken() {
        return broken;
    }

    /** When its first byte came, by {@link System#nanoTime()}; 0 where none did. */
    long firstAt() {
        return firstAt;
    }
}
