package io.frond.upstream;

import io.frond.model.Call;
import io.frond.model.Caller;
import io.frond.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A try that is joined by a second one when it is slow. The first answer to begin is the answer; the other try loses
 * its caller, which breaks it off and counts for nothing. It fails when every try has failed.
 *
 * <p>Owned by the event loop of the call.
 */
final class Race {
    /** What a race needs of the tries that hold it. */
    record Course(
            BiFunction<Endpoint, Caller, Future<Reply>> ask,
            Supplier<Optional<Endpoint>> rival,
            Hedging hedging,
            Surroundings around) {}

    private record Runner(Caller caller, long began) {}

    private final Course course;
    private final Call call;
    private final Promise<Reply> won = Promise.promise();
    private final List<Runner> runners = new ArrayList<>(2);
    private int running;
    private long timer = -1;

    Race(Course course, Call call) {
        this.course = course;
        this.call = call;
    }

    /** @param patience until a rival joins */
    Future<Reply> run(Endpoint first, Duration patience) {
        start(first);
        timer = course.around().vertx().setTimer(Math.max(1, patience.toMillis()), fired -> join());
        return won.future();
    }

    private void join() {
        if (!won.future().isComplete()) {
            course.rival().get().ifPresent(this::start);
        }
    }

    private void start(Endpoint endpoint) {
        var runner = new Runner(new Caller(), course.around().clock().nanos());
        runners.add(runner);
        running++;
        var stay = call.ask().caller().whenGone(runner.caller::leave);
        var answer = course.ask().apply(endpoint, runner.caller);
        Ends.after(answer, over -> stay.run());
        answer.onSuccess(reply -> answered(runner, reply)).onFailure(this::lost);
    }

    private void answered(Runner winner, Reply reply) {
        if (!won.tryComplete(reply)) {
            winner.caller.leave();
            return;
        }
        course.around().vertx().cancelTimer(timer);
        if (runners.size() > 1) {
            course.hedging().won(winner.equals(runners.get(0)));
        }
        runners.stream().filter(runner -> !runner.equals(winner)).forEach(this::dismiss);
    }

    /** The first has shown how long it takes at least; the second had less time to show anything. */
    private void dismiss(Runner loser) {
        if (loser.equals(runners.get(0))) {
            course.hedging().took(call, course.around().clock().since(loser.began));
        }
        loser.caller.leave();
    }

    private void lost(Throwable why) {
        running--;
        if (running == 0 && won.tryFail(why)) {
            course.around().vertx().cancelTimer(timer);
        }
    }
}
