package io.frond.upstream.balance;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Endpoints whose calls end at once, but for those that a test lets run. */
final class Row {
    private final Turns turns = new Turns();
    private final List<Load> loads = new ArrayList<>();
    private final List<Turns.Turn> order = new ArrayList<>();

    /** Ready, warm and idle; all answer in a tenth of a second. */
    static Row of(double... weights) {
        var row = new Row();
        for (double weight : weights) {
            row.add(new Load(new Place(row.loads.size(), weight, 0, false), 0, 0.1, 0, 1, true));
        }
        return row;
    }

    private void add(Load load) {
        loads.add(load);
        order.add(turns.join());
    }

    @CanIgnoreReturnValue
    Row ready(int index, boolean ready) {
        var load = loads.get(index);
        return set(index, new Load(load.place(), load.inflight(), load.latency(), 0, load.warmth(), ready));
    }

    @CanIgnoreReturnValue
    Row warmth(int index, double warmth) {
        var load = loads.get(index);
        return set(index, new Load(load.place(), load.inflight(), load.latency(), 0, warmth, load.ready()));
    }

    @CanIgnoreReturnValue
    Row inflight(int index, int calls) {
        var load = loads.get(index);
        return set(index, new Load(load.place(), calls, load.latency(), 0, load.warmth(), load.ready()));
    }

    @CanIgnoreReturnValue
    Row latency(int index, double seconds) {
        var load = loads.get(index);
        return set(index, new Load(load.place(), load.inflight(), seconds, 0, load.warmth(), load.ready()));
    }

    @CanIgnoreReturnValue
    Row place(int index, int tier, boolean near) {
        var load = loads.get(index);
        var place = new Place(load.place().id(), load.place().weight(), tier, near);
        return set(index, new Load(place, load.inflight(), load.latency(), 0, load.warmth(), load.ready()));
    }

    @CanIgnoreReturnValue
    private Row set(int index, Load load) {
        loads.set(index, load);
        return this;
    }

    List<Load> loads() {
        var now = new ArrayList<Load>();
        for (int i = 0; i < loads.size(); i++) {
            var load = loads.get(i);
            double lead = order.get(i).lead(load.weight());
            now.add(new Load(load.place(), load.inflight(), load.latency(), lead, load.warmth(), load.ready()));
        }
        return now;
    }

    @CanIgnoreReturnValue
    int pick(Balancer balancer, Draw draw) {
        int picked = balancer.pick(loads(), draw);
        if (picked >= 0) {
            order.get(picked).take(loads.get(picked).weight());
        }
        return picked;
    }

    /** Share of the picks that each got, every one for a session and a prompt of its own. */
    @CanIgnoreReturnValue
    double[] shares(Balancer balancer, int picks) {
        var random = new Random(5);
        double[] shares = new double[loads.size()];
        for (int i = 0; i < picks; i++) {
            shares[pick(balancer, new Draw(random, random.nextLong(), random.nextLong()))] += 1.0 / picks;
        }
        return shares;
    }

    /** The picks one after another, as letters from A. */
    String story(Balancer balancer, int picks) {
        var random = new Random(5);
        var story = new StringBuilder();
        for (int i = 0; i < picks; i++) {
            story.append((char) ('A' + pick(balancer, Draw.of(random))));
        }
        return story.toString();
    }

    static double[] even(int count) {
        double[] even = new double[count];
        Arrays.fill(even, 1);
        return even;
    }
}
