package io.frond.faults;

import io.frond.testing.FakeProvider.Exchange;
import io.frond.testing.FakeProvider.Request;
import io.frond.testing.FakeProvider.Script;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A simulated model, well or not: what it does with each request, and when it was asked. Which socket it is reached by
 * is not its matter. Thread-safe.
 */
public final class ModelService {
    private final String model;
    private final int promptTokens;
    private final Duration pause;
    private final Deque<Script> scripts = new ArrayDeque<>();
    private final List<Try> tries = new CopyOnWriteArrayList<>();

    /** @param nanos when it came, by {@link System#nanoTime()} */
    record Try(long nanos, Request request) {}

    /**
     * @param promptTokens its own count of what it read, by which its bill is told from another's
     * @param pause between two tokens
     */
    public ModelService(String model, int promptTokens, Duration pause) {
        this.model = model;
        this.promptTokens = promptTokens;
        this.pause = pause;
    }

    String model() {
        return model;
    }

    int promptTokens() {
        return promptTokens;
    }

    Duration pause() {
        return pause;
    }

    /** What it does with its next requests; the last stays. With none it answers. */
    public synchronized void does(Script... next) {
        scripts.clear();
        scripts.addAll(List.of(next));
    }

    /** The requests so far, in order. */
    List<Try> tries() {
        return tries;
    }

    /** Forgets the requests so far. */
    public void forget() {
        tries.clear();
    }

    /** Between one request and the next. */
    List<Duration> gaps() {
        var all = List.copyOf(tries);
        return java.util.stream.IntStream.range(1, all.size())
                .mapToObj(i ->
                        Duration.ofNanos(all.get(i).nanos() - all.get(i - 1).nanos()))
                .toList();
    }

    /** Deals with a request. */
    public void play(Exchange exchange) {
        tries.add(new Try(System.nanoTime(), exchange.request()));
        next().play(exchange);
    }

    private synchronized Script next() {
        if (scripts.isEmpty()) {
            return answers();
        }
        return scripts.size() > 1 ? scripts.remove() : scripts.element();
    }

    /** It is well. */
    public Script answers() {
        return exchange -> new Telling(exchange, this).whole();
    }

    /** It sends a stream and does something else instead of the token at this place. */
    public Script tells(int tokens, java.util.function.BiConsumer<Exchange, Telling> then) {
        return exchange -> {
            var telling = new Telling(exchange, this);
            telling.streamed(tokens, () -> then.accept(exchange, telling));
        };
    }

    Telling telling(Exchange exchange) {
        return new Telling(exchange, this);
    }
}
