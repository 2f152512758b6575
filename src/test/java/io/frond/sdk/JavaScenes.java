package io.frond.sdk;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Scenes to be played with a library for Java. */
final class JavaScenes {
    private static final long PATIENCE_SECONDS = 30;

    private final Map<Scene, Callable<Outcome>> quick = new EnumMap<>(Scene.class);
    private final Map<Scene, Callable<Outcome>> timed = new EnumMap<>(Scene.class);

    /** What a client does; throws what it complains of. */
    interface Act {
        void play() throws Exception;
    }

    JavaScenes add(Scene scene, Act act) {
        quick.put(scene, () -> {
            act.play();
            return new Outcome(null, null);
        });
        return this;
    }

    /** @param act returns when the client left */
    JavaScenes leave(Scene scene, Callable<Instant> act) {
        timed.put(scene, () -> new Outcome(null, act.call()));
        return this;
    }

    /** All that wait for nothing at once, each in a thread of its own; then those whose time is taken. */
    Map<Scene, Outcome> play() {
        var outcomes = new EnumMap<Scene, Outcome>(Scene.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new EnumMap<Scene, Future<Outcome>>(Scene.class);
            quick.forEach((scene, act) -> running.put(scene, threads.submit(act)));
            running.forEach((scene, outcome) -> outcomes.put(scene, outcome(outcome)));
            timed.forEach((scene, act) -> outcomes.put(scene, outcome(threads.submit(act))));
            threads.shutdownNow();
        }
        return outcomes;
    }

    private static Outcome outcome(Future<Outcome> act) {
        try {
            return act.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failure) {
            return new Outcome(stack(failure.getCause() == null ? failure : failure.getCause()), null);
        }
    }

    private static String stack(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
