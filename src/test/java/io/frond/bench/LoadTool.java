package io.frond.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the load tool against a target, and reads the clocks of both when its counting begins and ends. */
final class LoadTool {
    private final Site site;
    private final ProcessHandle mock;
    private final int machineCpus;

    LoadTool(Site site, ProcessHandle mock, int machineCpus) {
        this.site = site;
        this.mock = mock;
        this.machineCpus = machineCpus;
    }

    /** @param seconds counted, after {@code lead} that are not */
    record Time(double seconds, double lead) {}

    private record Clocks(double seconds, double target, double tools, double machine) {}

    /** Whether one request after the other is answered as it should be; what went wrong, or nothing. */
    String check(Running target, Case what) throws IOException {
        var brief = what.body.brief();
        var one = new Case.Load(what.streams() ? "stream" : "closed", 1, 0, 0);
        var seen = run(target, one, brief, new Time(0.3, 0));
        if (seen.value("requests") == 0 || seen.lost() > 0) {
            return seen.fault().isEmpty() ? "no answer" : seen.fault();
        }
        return "";
    }

    Figures run(Running target, Case what, Time time) throws IOException {
        return run(target, what.load, what.body, time);
    }

    private Figures run(Running target, Case.Load load, Body body, Time time) throws IOException {
        var process = new ProcessBuilder(command(target, load, body, time))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var ours = List.of(process.pid(), mock.pid(), ProcessHandle.current().pid());
        var lines = new ArrayList<String>();
        var clocks = new ArrayList<Clocks>();
        try (var out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("begin") || line.equals("end")) {
                    clocks.add(clocks(target, ours));
                }
                lines.add(line);
            }
        }
        var figures = Figures.parse(lines);
        return clocks.size() < 2 ? figures : figures.with(used(target, clocks.get(0), clocks.get(1)));
    }

    private List<String> command(Running target, Case.Load load, Body body, Time time) {
        Path file = site.writeBody(body);
        var command = new ArrayList<>(List.of(
                site.work().resolve("load").toString(), load.mode(), Integer.toString(target.port), file.toString()));
        command.addAll(List.of("-c", Integer.toString(load.connections()), "-r", Integer.toString(load.rate())));
        command.addAll(List.of("-n", Integer.toString(body.chunks())));
        command.addAll(List.of("-s", Double.toString(time.seconds()), "-l", Double.toString(time.lead())));
        site.fill(target.target.headers(), target.port).forEach(header -> command.addAll(List.of("-H", header)));
        return Site.on(site.loadCpus(), command);
    }

    private static Clocks clocks(Running target, List<Long> ours) {
        return new Clocks(
                System.nanoTime() / 1e9,
                target.isDirect() ? 0 : Proc.cpuSeconds(target.pids()),
                Proc.cpuSeconds(ours),
                Proc.busySeconds());
    }

    private Map<String, Double> used(Running target, Clocks begin, Clocks end) {
        double seconds = end.seconds - begin.seconds;
        double cpu = end.target - begin.target;
        double others = (end.machine - begin.machine) - cpu - (end.tools - begin.tools);
        return Map.of(
                "seconds",
                seconds,
                "cpu",
                cpu,
                "others",
                Math.max(0, others / seconds / machineCpus),
                "rss",
                target.isDirect() ? 0 : Proc.resident(target.pids()),
                "rss_peak",
                target.isDirect() ? 0 : Proc.residentAtMost(target.pids()));
    }
}
