package io.frond.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One case, from starting everybody to stopping them. Each case has processes of its own, so that none inherits the
 * memory of the case before and a case measured alone gives the same figures.
 */
final class Contest {
    private static final double SLICE = 3;
    /** A slice that costs less than this part of the one before: still warming up. */
    private static final double SETTLED = 0.95;
    /** One slice that was no cheaper may be chance. */
    private static final int TIMES_SETTLED = 2;

    private static final double MUCH = 0.05;
    /** Compilers of a JVM want to have seen so much, or so much time. */
    private static final double ENOUGH_REQUESTS = 30_000;

    private static final double ENOUGH_SECONDS = 20;

    private final Site site;
    private final Options options;
    private final LoadTool load;
    private final Results results;
    private final Map<String, Double> residentBefore = new HashMap<>();

    Contest(Site site, Options options, LoadTool load, Results results) {
        this.site = site;
        this.options = options;
        this.load = load;
        this.results = results;
    }

    void hold(Case what, Running direct) throws IOException, InterruptedException {
        say(what + ": " + what.about);
        var running = new ArrayList<>(List.of(direct));
        try {
            start(what, running);
            for (Running target : running.subList(1, running.size())) {
                warmUp(what, target);
            }
            for (int round = 0; round < options.rounds(); round++) {
                round(what, round, running);
            }
        } finally {
            running.subList(1, running.size()).forEach(Running::close);
        }
    }

    private void start(Case what, List<Running> running) throws IOException, InterruptedException {
        int port = site.port() + 1;
        for (Target target : Target.all()) {
            if (options.wants(target.name()) && site.has(target)) {
                start(what, target, port, running);
            }
            port += 2;
        }
    }

    private void start(Case what, Target target, int port, List<Running> running)
            throws IOException, InterruptedException {
        var started = Running.start(site, target, port);
        var ready = started.awaitAnswer(site);
        if (ready.isEmpty()) {
            started.close();
            leaveOut(target.name() + ": does not start; see " + site.work().resolve(target.name() + ".log"));
            return;
        }
        results.addReady(target.name(), ready.get());
        var fault = load.check(started, what);
        if (fault.isEmpty()) {
            running.add(started);
        } else {
            started.close();
            leaveOut(target.name() + " in " + what + ": " + fault);
        }
    }

    private void leaveOut(String line) {
        results.leaveOut(line);
        say("  left out: " + line);
    }

    /** With small requests first, which is what its memory is compared with; then with what is measured. */
    private void warmUp(Case what, Running target) throws IOException {
        int spent = warmUp(Case.SMALL, target, target.target.warms() ? options.warm() : 1);
        residentBefore.put(target.name(), Proc.residentAtMost(target.pids()));
        if (what != Case.SMALL) {
            spent += warmUp(what, target, target.target.warms() ? Math.max(3, options.warm() / 3) : 1);
        }
        say("  " + target.name() + " warmed up for " + spent + " s");
    }

    private int warmUp(Case what, Running target, int longest) throws IOException {
        double last = Double.POSITIVE_INFINITY;
        double done = 0;
        double spent = 0;
        int settled = 0;
        while (spent < longest && settled < TIMES_SETTLED) {
            double slice = Math.min(SLICE, longest - spent);
            var figures = load.run(target, what, new LoadTool.Time(slice, 0));
            spent += slice;
            done += figures.done(what);
            double cost = figures.cpuMicros(what).orElse(0.0);
            boolean enough = what != Case.SMALL || done > ENOUGH_REQUESTS || spent > ENOUGH_SECONDS;
            settled = enough && cost > SETTLED * last ? settled + 1 : 0;
            last = cost;
        }
        return (int) spent;
    }

    /** Each round begins with another one, so that drift of the machine meets all alike. */
    private void round(Case what, int round, List<Running> running) throws IOException {
        var order = new ArrayList<>(running);
        Collections.rotate(order, -round);
        // what is held for long needs longer for as many
        double seconds = options.seconds() * (what.load.lead() > 1 ? 2 : 1);
        for (Running target : order) {
            var figures = load.run(target, what, new LoadTool.Time(seconds, what.load.lead()));
            if (!target.isDirect()) {
                figures = figures.with(Map.of("rss_before", residentBefore.get(target.name())));
                target.forgetLog(site);
            }
            results.add(what, target.name(), round, figures);
            say("  round " + (round + 1) + " " + target.name() + " " + summary(what, figures));
        }
    }

    private static String summary(Case what, Figures figures) {
        return figures.perSecond(what).map(rate -> Spread.number(rate, 0)).orElse("?") + " " + what.unit() + "s/s"
                + figures.cpuMicros(what)
                        .map(cost -> ", " + Spread.number(cost, 1) + " us of CPU each")
                        .orElse("")
                + (figures.value("others") > MUCH
                        ? ", while others used " + Spread.number(100 * figures.value("others"), 0) + " % of the machine"
                        : "")
                + (figures.lost() > 0 ? ", " + Spread.number(figures.lost(), 0) + " lost: " + figures.fault() : "");
    }

    static void say(String line) {
        System.err.println(line);
    }
}
