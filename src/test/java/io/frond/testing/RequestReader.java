package io.frond.testing;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.function.Consumer;

/** Cuts what comes over a connection into requests with a {@code content-length}. */
final class RequestReader implements Handler<Buffer> {
    private static final int LONGEST_HEAD = 8 * 1024;

    private final Consumer<FakeProvider.Request> whole;
    private Buffer seen = Buffer.buffer();

    RequestReader(Consumer<FakeProvider.Request> whole) {
        this.whole = whole;
    }

    @Override
    public void handle(Buffer bytes) {
        seen.appendBuffer(bytes);
        for (int head = headLength(); head > 0; head = headLength()) {
            int end = head + bodyLength(seen.getString(0, head));
            if (seen.length() < end) {
                return;
            }
            var request = new FakeProvider.Request(seen.getString(0, head), seen.getBuffer(head, end));
            seen = seen.getBuffer(end, seen.length());
            whole.accept(request);
        }
    }

    private int headLength() {
        int most = Math.min(seen.length(), LONGEST_HEAD);
        int end = seen.getString(0, most, "ISO-8859-1").indexOf("\r\n\r\n");
        return end < 0 ? 0 : end + 4;
    }

    private static int bodyLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }
}
